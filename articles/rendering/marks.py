"""Show annotations and search hits as marks in an article's HTML.

Annotations overlap and nest in any way. A sweep over the places where one begins or ends cuts the
text into segments, each covered by the same annotations throughout and marked with all of them.
Classes alone say what a segment looks like:

- ``c-COLOUR``: tint, and underline unless there is another, in the colour of what began last;
- ``u-COLOUR``, ``v-COLOUR``: underline and second underline in two of the other colours, those that
  began first; ``more``: there are further ones. A colour is one of the palette's, or ``plain``;
- ``d2``, ``d3``, ``d4``: two, three, four or more annotations;
- ``hit``: a search hit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from articles.rendering.weave import Piece, weave

_PLAIN = ("plain",)
_DEPTHS = ("", "", " d2", " d3", " d4")


class Span(NamedTuple):
    """An annotation as it is shown: its passage (code points of the text) and its tags."""

    id: int
    start: int
    end: int
    colours: tuple[str, ...] = ()  # of its tags, letters only; none for a plain highlight
    label: str = ""  # the tags' names as a reader sees them
    has_card: bool = True  # whether its card is on the page


def mark(
    html: str,
    spans: Iterable[Span],
    hits: Iterable[tuple[int, int]] = (),
    *,
    anchor: str = "mark-",
    card: str = "card-",
    offset: int = 0,
) -> str:
    """Return the article's HTML with its annotations and search hits (ranges of the text) marked.

    Every segment of an annotation carries ``data-annotations``, the ids of all that cover it in
    the order in which they begin. It is a ``<mark>`` or a ``<span>`` in one, around text alone, and
    the segments with an id, joined, are the annotation's quote without what is ``unmarkable``. The
    first has the id ``anchor`` + annotation id, to be linked to, and names the card, ``card`` +
    annotation id, in ``aria-details``; where several begin, each of the others has a ``<span>``
    around it with theirs, for neither holds more than one. The last has the label in ``data-tags``;
    labels of several are separated by semicolons. A hit outside them is ``<mark class="hit">``.

    ``offset`` is the position of the HTML's first character when it is one of the article's
    ``blocks``: with the spans of the whole article it comes out as it does within the article.
    The ids of the spans are distinct; empty ranges are left out.

    The time is linear in the segments times the annotations on each, as is the result.
    """
    return weave(html, _pieces(spans, hits, anchor, card), offset)


def _pieces(
    spans: Iterable[Span], hits: Iterable[tuple[int, int]], anchor: str, card: str
) -> Iterator[Piece]:
    """Yield the segments in order, as yet regardless of the tags they run across."""
    opening, closing = defaultdict[int, list[Span]](list), defaultdict[int, list[Span]](list)
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < span.end:
            opening[span.start].append(span)
            closing[span.end].append(span)
    turns = Counter[int]()  # by how much the number of hits changes at a place
    for start, end in hits:
        turns[start] += 1
        turns[end] -= 1
    covering = _Covering()
    hit = 0
    for start, end in pairwise(sorted({*opening, *closing, *turns})):
        hit += turns.get(start, 0)
        if start in closing:
            covering.remove(closing[start])
        first = before = after = ""
        if begun := opening.get(start):
            covering.add(begun)
            first = _entry(begun[0], anchor, card)
            if len(begun) > 1:
                others = [f"<span{_entry(span, anchor, card)}>" for span in begun[1:]]
                before, after = "".join(others), "</span>" * len(others)
        if covering.ids:
            attributes = covering.attributes(hit > 0)
            last = _tags(closing[end]) if end in closing else ""
            yield Piece(start, end, attributes, first, last, before, after)
        elif hit:
            yield Piece(start, end, ' class="hit"', kind="hit")


def _entry(span: Span, anchor: str, card: str) -> str:
    details = f' aria-details="{card}{span.id}"' if span.has_card else ""
    return f' id="{anchor}{span.id}"{details}'


def _tags(ended: list[Span]) -> str:
    if len(ended) == 1:
        label = ended[0].label
    else:
        label = "; ".join(dict.fromkeys([span.label for span in ended if span.label]))
    return f' data-tags="{escape(label)}"' if label else ""


class _Covering:
    """The annotations that cover the place which the sweep has reached."""

    def __init__(self) -> None:
        self.ids: dict[str, tuple[str, ...]] = {}  # in the order they began, with their colours
        self.colours: dict[str, int] = {}  # in the order they began, with how often

    def add(self, spans: Iterable[Span]) -> None:
        counts = self.colours
        for span in spans:
            self.ids[str(span.id)] = colours = span.colours or _PLAIN
            for colour in colours:
                counts[colour] = counts.get(colour, 0) + 1

    def remove(self, spans: Iterable[Span]) -> None:
        counts = self.colours
        for span in spans:
            for colour in self.ids.pop(str(span.id)):
                counts[colour] -= 1
                if not counts[colour]:
                    del counts[colour]

    def attributes(self, hit: bool) -> str:
        depth = _DEPTHS[min(len(self.ids), 4)]
        end = " hit" if hit else ""
        return f' class="{self._layers()}{depth}{end}" data-annotations="{" ".join(self.ids)}"'

    def _layers(self) -> str:
        # Written out: it is called for each of thousands of segments.
        newest = next(reversed(self.ids.values()))[0]
        count = len(self.colours)
        if count == 1:
            return f"c-{newest}"
        others = iter(self.colours)
        if (first := next(others)) == newest:
            first = next(others)
        if count == 2:
            return f"c-{newest} u-{first}"
        if (second := next(others)) == newest:
            second = next(others)
        return f"c-{newest} u-{first} v-{second}{' more' if count > 3 else ''}"
