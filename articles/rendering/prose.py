"""Whether the lines of a Markdown body are paragraphs, or its paragraphs are broken into lines."""

from __future__ import annotations

import re
from statistics import median

# What begins a line that is not prose: quote, list, table, definition, the placeholder of something
# taken out; what makes up a line that ends a paragraph: heading, rule, underline of a heading.
_NO_PROSE = re.compile(r" {0,3}(?:>|[-*+] |\d+\. |\||\[[^\]]*\]: |\x02)")
_PARTING = re.compile(r"#{1,6}(?: .*)?| {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,}|=+ *|-+ *)")
_TABLE_RULE = re.compile(r"(?=[^-]*-)(?=[^|]*\|)[ :|-]+")
_SENTENCE_END = re.compile(r"""[.!?…:;。！？：；．।؟۔።។။]["'”’»›」』）)\]*_ ]*$""")

_LINE_BREAK = "  "

# Lines of text broken by an editor are of 30 (Chinese) to 105 characters.
_BROKEN = range(30, 106)


def paragraphs_apart(lines: list[str]) -> list[str]:
    """Return the lines with a blank line between any two that are a paragraph each.

    In Markdown a single newline is a blank. But where prose is hardly ever parted by blank lines,
    as in articles copied from web pages, each line is a paragraph, unless the lines look broken by
    an editor: of usual lengths, and most ending within a sentence.

    Tables, too, are parted from a paragraph before them. The lines hold no tabs, fenced code or
    HTML blocks any more, and lists are regular.
    """
    prose, parted = _prose_lines(lines)
    touching: list[int] = []  # lines of prose right after another
    apart = 0  # lines of prose after another and blank lines
    previous = -1
    for at, line in enumerate(lines):
        if line.strip():
            if prose[at] and previous >= 0 and prose[previous]:
                if previous < at - 1:
                    apart += 1
                elif not lines[previous].endswith(_LINE_BREAK):
                    touching.append(at)
            previous = at
    if len(touching) > 10 * apart and not _are_broken([lines[at - 1] for at in touching]):
        parted.update(touching)
    out: list[str] = []
    for at, line in enumerate(lines):
        if at in parted:
            out.append("")
        out.append(line)
    return out


def _prose_lines(lines: list[str]) -> tuple[list[bool], set[int]]:
    """Return for each line whether it is one of a paragraph, and the numbers of table heads."""
    prose: list[bool] = []
    heads: set[int] = set()
    after_blank = True
    inside_other = False
    for at, line in enumerate(lines):
        is_prose = False
        if not line.strip() or _PARTING.fullmatch(line):
            inside_other = False
        elif not after_blank and "|" in lines[at - 1] and _TABLE_RULE.fullmatch(line):
            prose[-1] = False
            heads.add(at - 1)
            inside_other = True
        elif _NO_PROSE.match(line) or (after_blank and line.startswith("    ")):
            inside_other = True
        else:
            is_prose = not inside_other
        prose.append(is_prose)
        after_blank = not line.strip()
    return prose, {at for at in heads if at and prose[at - 1]}


def _are_broken(lines: list[str]) -> bool:
    if int(median([len(line) for line in lines])) not in _BROKEN:
        return False
    return sum(_SENTENCE_END.search(line) is not None for line in lines) < len(lines) / 2
