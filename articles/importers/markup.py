"""Whether a body is plain (a paragraph per line, shown literally) or Markdown.

Two kinds of evidence. **Shape**: Markdown has blank lines between its blocks, the plain articles
of the seed format have none. **Syntax**: signs that Markdown would turn into structure, weighed by
how rarely plain prose has them: a stray `*`, `_`, `#` or `1.` counts nothing. With blank lines one
sign is enough; without, it takes clear ones. When in doubt the answer is what loses nothing.
"""

from __future__ import annotations

import re
from itertools import islice

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ENOUGH = 2  # points for Markdown without blank lines

# (gate, pattern, hits needed, points). The gate is a character that the text must hold, after
# "\n" one that a line must begin with: cheap to look up, and most articles hold none of them.
# The patterns run on "\n" + body. Each begins with a literal, which the regex engine finds ten
# times as fast as a look-behind, and repeats within bounds, so that none is quadratic.
_SIGNS: tuple[tuple[str, re.Pattern[str], int, int], ...] = (
    ("[", re.compile(r"\[(?<!!\[)[^\[\]\n]{1,500}\]\((?:https?:|mailto:|[/.#<])"), 1, 2),
    ("[", re.compile(r"!\[[^\[\]\n]{0,500}\]\([^\s)]"), 1, 1),
    ("[", re.compile(r"\n {0,3}\[[^\]\n^][^\]\n]{0,200}\]: *<?(?:https?:|[/.#])"), 1, 1),
    ("*", re.compile(r"\*\*(?<![\w*]\*\*)(?=[^\s*])[^*\n]{1,500}(?<=\S)\*\*(?![\w*])"), 1, 2),
    ("*", re.compile(r"\*(?<![\w*]\*)(?=[^\s*])[^*\n]{1,200}(?<=\S)\*(?![\w*])"), 1, 1),
    ("_", re.compile(r"__(?<![\w_]__)(?=[^\s_])[^_\n]{1,500}(?<=\S)__(?![\w_])"), 1, 2),
    ("_", re.compile(r"_(?<![\w_]_)(?=[^\s_])[^_\n]{1,200}(?<=\S)_(?![\w_])"), 1, 1),
    ("`", re.compile(r"`(?<!``)[^`\n]{1,200}`(?!`)"), 1, 1),
    ("\n`", re.compile(r"\n {0,3}```"), 2, 2),
    ("\n~", re.compile(r"\n {0,3}~~~"), 2, 2),
    ("\n#", re.compile(r"\n#{2,6} +[^\s#]"), 1, 1),
    ("\n#", re.compile(r"\n#{2,6} +[^\s#]"), 2, 1),
    ("\n*", re.compile(r"\n\* +\S[^\n]*\n\s*\* +\S"), 1, 2),
    ("\n-", re.compile(r"\n- +\S[^\n]*\n\s*- +\S"), 1, 1),
    ("\n+", re.compile(r"\n\+ +\S[^\n]*\n\s*\+ +\S"), 1, 1),
    ("\n>", re.compile(r"\n> +\S"), 1, 1),
    ("|", re.compile(r"\n {0,3}\|? {0,3}:?-{3,}:? {0,30}\|[ :|-]*(?=\n|$)"), 1, 2),
    ("<", re.compile(r"</(?:p|div|b|i|em|strong|a|ul|ol|li|h[1-6]|blockquote|table)>"), 1, 1),
    ("<", re.compile(r"<https?://[^\s<>]+>"), 1, 1),
)
_GATES = "[*_`|<"
# Lines as the seed format's header has them: in a body they are quoted, not marked up.
_HEADER_LINE = re.compile(
    r"\n(?:Published at: \*\*[^\n]*\*\*|Author: \*\*[^\n]*\*\*|Original: \[[^\n]*\)) *(?=\n|$)"
)
# Signs that count only between blank lines.
_HEADING = re.compile(r"\n# +\S")
_SETEXT = re.compile(r"\n[^\s][^\n]*\n(?:={3,}|-{3,}) *(?=\n|$)")
_RULE = re.compile(r"\n {0,3}(?:\*[ *]{2,}|-[ -]{2,}|_[ _]{2,})(?=\n)")
_ORDERED = re.compile(r"\n\d{1,3}\. +\S")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|br|hr|img|span|figure|center|details|sup|sub|kbd)\b[^<>\n]*>")
# What Markdown would take away from a text that has none of its signs.
_STRAY = re.compile(r"\n(?:[*+-] |\d{1,3}\. |#[^\s#]| {4}|\t)|<[A-Za-z!/?]")
_LONG = 120  # code points; wrapped prose has shorter lines


def recognise(body: str) -> str:
    """ "markdown" or "plain" for an article's text (newlines as LF)."""
    text = "\n" + body
    points = _points(text)
    if "\n\n" not in body and not ((" \n" in body or "\t\n" in body) and _BLANK_LINE.search(body)):
        if points >= _ENOUGH:
            points = _points(_HEADER_LINE.sub("", text))
        return "markdown" if points >= _ENOUGH else "plain"
    if points or _has_block_signs(text):
        return "markdown"
    if _STRAY.search(text) or _has_paragraph_per_line(body):
        return "plain"
    return "markdown"


def _points(text: str) -> int:
    gates = {"\n" + line[:4].lstrip(" ")[:1] for line in text.split("\n")}
    gates.update(char for char in _GATES if char in text)
    points = 0
    for gate, pattern, needed, worth in _SIGNS:
        if gate in gates and _has(pattern, text, needed):
            points += worth
            if points >= _ENOUGH:
                break
    return points


def _has(pattern: re.Pattern[str], text: str, needed: int) -> bool:
    return len(list(islice(pattern.finditer(text), needed))) == needed


def _has_block_signs(text: str) -> bool:
    return bool(
        _HEADING.search(text)
        or _SETEXT.search(text)
        or _RULE.search(text)
        or _has(_ORDERED, text, 2)
        or _ENTITY.search(text)
        or _TAG.search(text)
        or _is_partly_indented(text)
    )


def _is_partly_indented(text: str) -> bool:
    """Whether some blocks are indented as code; all of them are only typed that way."""
    blocks = _BLANK_LINE.split(text.strip("\n"))
    indented = sum(1 for block in blocks if block.startswith(("    ", "\t")))
    return 0 < indented * 2 < len(blocks)


def _has_paragraph_per_line(body: str) -> bool:
    """Whether some block holds several long lines: paragraphs that Markdown would join."""
    return any(
        sum(len(line) > _LONG for line in block.split("\n")) > 1
        for block in _BLANK_LINE.split(body)
    )
