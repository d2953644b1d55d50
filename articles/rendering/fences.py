"""Fenced code, taken out of a Markdown source before anything else reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.rendering.plain import escape_text

_FENCE = re.compile(r"( {0,20})(`{3,}|~{3,})(.*)")


def take_out_fences(lines: list[str], stash: Callable[[str], str]) -> list[str]:
    """Return the lines with each fenced block replaced by what ``stash`` gives for its HTML.

    The rules are CommonMark's (4.5), also within list items at any depth, but a fence that is never
    closed is no fence. The fence's language is dropped. Linear in the number of lines.
    """
    out: list[str] = []
    unclosed = {
        "`": 1 << 30,
        "~": 1 << 30,
    }  # no fence of that length or more is closed from here on
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        opening = _FENCE.fullmatch(line)
        if opening is None or (opening[2][0] == "`" and "`" in opening[3]):
            out.append(line)
            continue
        indent, fence = opening[1], opening[2]
        end = at
        if len(fence) < unclosed[fence[0]]:
            closing = re.compile(rf" *{fence}{fence[0]}*\s*")
            while end < len(lines) and not closing.fullmatch(lines[end]):
                end += 1
        else:
            end = len(lines)
        if end == len(lines):
            unclosed[fence[0]] = min(unclosed[fence[0]], len(fence))
            out.append(line)
            continue
        code = "".join([_dedent(inner, len(indent)) + "\n" for inner in lines[at:end]])
        out += ["", indent + stash(f"<pre><code>{escape_text(code)}</code></pre>"), ""]
        at = end + 1
    return out


def _dedent(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]
