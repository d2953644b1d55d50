"""Blocks of HTML, taken out of a Markdown source."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.rendering.raw_html import BOXES, EMBEDDED, pass_on
from articles.rendering.sanitise import BLOCKS, UNREAD

_START = re.compile(r" {0,3}<(?:!--|(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$))")
_BLOCK_LEVEL = BLOCKS | BOXES | EMBEDDED | UNREAD | {"body", "h1", "html", "link", "meta"}
# These end with their end tag, all others with the next blank line.
_WHOLE = frozenset("dl ol pre table ul".split())


def take_out_html(lines: list[str], stash: Callable[[str], str]) -> list[str]:
    """Return the lines with each block of HTML replaced by what ``stash`` gives for it.

    The rules are CommonMark's (4.6), but lists and tables go on over blank lines to their end tag.
    Linear in the number of lines.
    """
    out: list[str] = []
    endless: set[str] = set()  # what has no end from here on
    at = 0
    while at < len(lines):
        end = _block_end(lines, at, endless)
        if end > at:
            out += ["", stash(pass_on("\n".join(lines[at:end]))), ""]
            at = end
        else:
            out.append(lines[at])
            at += 1
    return out


def _block_end(lines: list[str], at: int, endless: set[str]) -> int:
    """Return the number of the line after the block that begins there; the same if none does."""
    start = _START.match(lines[at])
    if start is None:
        return at
    name = (start[2] or "").lower()
    if name and name not in _BLOCK_LEVEL:
        return at
    if not start[1] and name not in endless and (not name or name in UNREAD or name in _WHOLE):
        end = _matching_end(lines, at, name) if name in _WHOLE else _first_end(lines, at, name)
        if end:
            return end
        endless.add(name)
    if not name or name in UNREAD:
        return at
    end = at
    while end < len(lines) and lines[end].strip():
        end += 1
    return end


def _matching_end(lines: list[str], at: int, name: str) -> int:
    """Return the number of the line after the one where the element ends; 0 if it never does."""
    tags = re.compile(rf"<(/?){name}\b", re.IGNORECASE)
    depth = 0
    for number in range(at, len(lines)):
        for slash in tags.findall(lines[number]):
            depth += -1 if slash else 1
        if depth <= 0:
            return number + 1
    return 0


def _first_end(lines: list[str], at: int, name: str) -> int:
    """The same for an element that holds no other of its name, or for a comment."""
    end = re.compile(rf"</{name}\b" if name else "-->", re.IGNORECASE)
    return next((number + 1 for number in range(at, len(lines)) if end.search(lines[number])), 0)
