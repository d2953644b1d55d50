"""Wrap ranges of an article's text in marks, in the HTML that shows it.

Nothing is parsed into a tree and no element is split: tags are copied as they are, and the text
between them is cut where a range begins or ends. Method: one sweep along the text nodes and the
ranges together, linear in both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from articles.rendering.strands import INLINE, VOID, Strand, strands


class Piece(NamedTuple):
    """A range of the text (code points, end exclusive) and the markup that its segments carry.

    The strings are safe markup; attributes have a blank before each.
    """

    start: int
    end: int
    attributes: str = ""
    first: str = ""  # attributes of its first segment only
    last: str = ""  # attributes of its last segment only
    before: str = ""  # opening tags of <span>s around its first segment
    after: str = ""  # and their closing tags
    kind: str = ""  # pieces that touch and are of one kind share a mark


_NONE = Piece(sys.maxsize, sys.maxsize)
_NAME = len("<span")
_END = len("</span>")


def weave(html: str, pieces: Iterable[Piece], offset: int = 0) -> str:
    """Return the HTML (as ``strands`` takes it) with marks around the pieces, its text unchanged.

    A run of touching pieces is one ``<mark>`` in each block that it passes through: around inline
    elements that it covers and goes beyond, inside or outside of those in which it begins or ends.
    In the mark every segment is a ``<span>`` around nothing but text; one alone is the mark itself.
    White space that no mark may hold (see ``unmarkable``) stays as it is; a piece that ends in it
    has no last segment.

    The text of the HTML begins at position ``offset``: one of an article's ``blocks`` is woven with
    the article's own pieces, and those outside it are ignored.

    Raises ValueError when pieces are empty, overlap or are not sorted.
    """
    loom = _Loom(list(pieces), offset)
    for strand in strands(html, offset):
        loom.text(strand)
        loom.tag(strand)
    return "".join(loom.out)


class _Loom:
    """What is written, the piece that comes next, and the mark that is open."""

    def __init__(self, pieces: list[Piece], position: int) -> None:
        self.out: list[str] = []
        self.position = position
        self.run_ends = _run_ends(pieces)
        self.pieces = [*pieces, _NONE]
        self.next = next(at for at, piece in enumerate(self.pieces) if piece.end > position)
        self.begun = self.pieces[self.next].start < position  # its first segment lies behind
        self.mark = -1  # where in out the open mark is
        self.mark_end = position  # where in the text it ends, unless the block ends before
        self.depth = 0  # inline elements open within it

    def text(self, strand: Strand) -> None:
        """Write a text node, the parts of it that pieces cover as segments."""
        self._settle()
        if self.position == strand.end or self.pieces[self.next].start >= strand.end:
            self.out.append(strand.raw)
        elif strand.markable:
            self._cut(strand)
        else:
            self.out.append(strand.raw)
            while self.pieces[self.next].end <= strand.end:
                self._advance()
        self.position = strand.end

    def tag(self, strand: Strand) -> None:
        """Write a tag, and before it what has to end or to begin there."""
        self._settle()
        if strand.name not in INLINE:
            self._close()
        elif strand.closing and self.depth:
            self.depth -= 1
        elif strand.name not in VOID:
            if self._includes(strand):
                self._open()
                self.depth += 1
            else:
                self._close()
        self.out.append(strand.tag)

    def _cut(self, strand: Strand) -> None:
        start, shown = self.position, strand.shown
        # Text without entities is written as it is shown.
        plain = shown == strand.raw
        while self.position < strand.end:
            begin = self.pieces[self.next].start
            if begin > self.position:
                stop = min(begin, strand.end)
                part = shown[self.position - start : stop - start]
                self.out.append(part if plain else escape(part, quote=False))
            else:
                self._open()
                stop = min(self.mark_end, strand.end)
                self._write_segments(stop, shown, start, plain)
            self.position = stop
            self._settle()

    def _write_segments(self, stop: int, shown: str, start: int, plain: bool) -> None:
        """Write the text up to ``stop``, all of which touching pieces cover."""
        out, pieces, at = self.out, self.pieces, self.position
        while at < stop:
            _, end, attributes, first, last, before, after, _ = pieces[self.next]
            part = shown[at - start : min(end, stop) - start]
            if not plain:
                part = escape(part, quote=False)
            if self.begun:
                first = before = after = ""
            if end > stop:
                last = ""
            out.append(f"{before}<span{attributes}{first}{last}>{part}</span>{after}")
            if end > stop:
                self.begun = True
            else:
                self._advance()
            at = end

    def _advance(self) -> None:
        self.next += 1
        self.begun = False

    def _includes(self, strand: Strand) -> bool:
        """Whether the mark goes around the inline element that starts here, if one does."""
        if self.mark >= 0:
            return 0 <= strand.reach <= self.mark_end
        if self.pieces[self.next].start > self.position:
            return False
        return self.position < strand.reach < self.run_ends[self.next]

    def _open(self) -> None:
        if self.mark < 0:
            self.mark, self.mark_end = len(self.out), self.run_ends[self.next]
            self.out.append("<mark>")

    def _settle(self) -> None:
        """End the open mark where its run ends."""
        if self.position >= self.mark_end and not self.depth:
            self._close()

    def _close(self) -> None:
        """End the open mark, if any; an only segment becomes the mark."""
        if self.mark < 0:
            return
        if len(self.out) == self.mark + 2:
            self.out[self.mark] = f"<mark{self.out.pop()[_NAME:-_END]}</mark>"
        else:
            self.out.append("</mark>")
        self.mark = -1


def _run_ends(pieces: list[Piece]) -> list[int]:
    """Return for each piece the end of its run: pieces of one kind that touch."""
    ends: list[int] = []
    next_start, next_kind, run_end = sys.maxsize, "", sys.maxsize
    for start, end, *_, kind in reversed(pieces):
        if not start < end <= next_start:
            raise ValueError("Pieces must be sorted, disjoint and not empty.")
        if end < next_start or kind != next_kind:
            run_end = end
        ends.append(run_end)
        next_start, next_kind = start, kind
    ends.reverse()
    return ends
