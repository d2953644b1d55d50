"""Read the tags and the text of an article's HTML without building a tree.

The HTML is what nh3 serialises: tag names in lower case, every element closed and properly nested,
no comments, ``<``, ``>`` and ``&`` written as entities in text and in attributes. Text is what an
HTML parser reports as textContent: entities decoded, the newline right after ``<pre>`` dropped.
Positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

# Phrasing content that a mark may go around.
INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd q s samp small span strong sub sup"
    " time u var wbr".split()
)
# Phrasing content that it may not: the parts have to stay children of the whole.
RUBY = frozenset("rb rp rt rtc ruby".split())
VOID = frozenset("br col hr img wbr".split())
# Where phrasing content may not stand: a parser would move it out of a table, a list forbids it.
BARE = frozenset("colgroup dl menu ol table tbody tfoot thead tr ul".split())

_TAG = re.compile(r"(<(/?)([a-z][a-z0-9]*)[^>]*>)")
_SPACE = " \t\n\f\r"


@dataclass(slots=True)
class Strand:
    """A text node and the tag after it; either may be empty."""

    raw: str  # the text as written
    shown: str  # the text as read
    end: int  # its end
    parent: str  # the block element around it, "" for none
    tag: str = ""
    name: str = ""
    closing: bool = False
    # Where the inline element that the tag opens ends in the text; -1 when the tag opens none or
    # one that holds a block or ruby.
    reach: int = -1

    @property
    def markable(self) -> bool:
        """Whether a mark may stand around the text."""
        return self.parent not in BARE or not self.blank

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space, as HTML has it, if anything."""
        return not self.shown.strip(_SPACE)

    @property
    def ends_phrase(self) -> bool:
        """Whether the tag begins or ends a block, or there is none."""
        return self.name not in INLINE and self.name not in RUBY


class Block(NamedTuple):
    """An outermost block element, or what lies between two of them, and its range of the text."""

    start: int
    end: int
    html: str


def strands(html: str, offset: int = 0) -> list[Strand]:
    """Return the HTML as text nodes and tags in order; its text begins at position ``offset``."""
    pieces = [*_TAG.split(html), "", "", ""]
    found: list[Strand] = []
    around = [""]  # block elements
    inside: list[Strand] = []  # inline elements, since the last tag of a block
    position = offset
    for raw, tag, slash, name in zip(*[iter(pieces)] * 4, strict=True):
        if raw[:1] == "\n" and found and found[-1].name == "pre" and not found[-1].closing:
            found[-1].tag += "\n"
            raw = raw[1:]
        shown = unescape(raw) if "&" in raw else raw
        position += len(shown)
        strand = Strand(raw, shown, position, around[-1], tag, name, bool(slash))
        found.append(strand)
        if name in RUBY:
            inside.clear()
        elif strand.ends_phrase:
            inside.clear()
            if slash:
                around.pop()
            elif name not in VOID:
                around.append(name)
        elif slash and inside:
            inside.pop().reach = position
        elif not slash and name not in VOID:
            inside.append(strand)
    return found


def blocks(html: str) -> Iterator[Block]:
    """Yield the HTML cut before and after each outermost block element; joined, it is the HTML."""
    parts: list[str] = []
    start = depth = 0
    for strand in strands(html):
        parts.append(strand.raw)
        outermost = strand.ends_phrase and not depth
        if outermost and any(parts):
            yield Block(start, strand.end, "".join(parts))
        if outermost:
            parts, start = [], strand.end
        parts.append(strand.tag)
        if strand.ends_phrase and strand.name not in VOID:
            depth += -1 if strand.closing else 1
        if strand.ends_phrase and not depth:
            yield Block(start, strand.end, "".join(parts))
            parts, start = [], strand.end


def unmarkable(html: str) -> list[tuple[int, int]]:
    """Return the ranges (code points, sorted) of the text that no mark may hold in valid HTML.

    They are white space between the rows and cells of a table or the items of a list; ``render``
    leaves none.
    """
    return [
        (strand.end - len(strand.shown), strand.end)
        for strand in strands(html)
        if strand.shown and not strand.markable
    ]
