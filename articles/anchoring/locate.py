"""Finding a passage in a text when the text it comes from is not at hand. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from articles.anchoring.anchor import Anchor, Relocation
from articles.anchoring.budget import Budget
from articles.anchoring.matching import similarity, standing
from articles.anchoring.projection import Place, judged
from articles.anchoring.window import most_similar

CONTEXT_ACCEPTED = 0.75
"""What may stand there by chance needs a context, before or after it, that is this similar."""

_TELLING_LENGTH, _TELLING_SIMILARITY = 20, 0.9  # from here on, nothing stands there by chance
_MOST_PLACES = 1000  # of a quote that are weighed
_ALIKE = 0.05  # contexts that differ less tell nothing apart
_RATED = 10_000  # of a budget, for each place
LOST = Relocation("lost", None, None, 0.0)
UNDECIDED = Relocation("lost", None, None, 1.0)


def locate(text: str, anchor: Anchor) -> Relocation:
    """Where the passage that `anchor` describes is in `text`; offsets are code points of `text`.

    The quote word for word comes first: where its context is the most similar, or else nearest to
    its position. Then the place that is the most similar to quote and context. A short quote
    without its context is lost, and so is a quote at several places that nothing tells apart.
    Never raises, for any text and anchor. Where the earlier text is at hand, `relocate` is surer.
    """
    return locate_all(text, [anchor])[0]


def locate_all(
    text: str, anchors: Sequence[Anchor], budget: Budget | None = None
) -> list[Relocation]:
    """Where the passages of `anchors` are in `text`: as `locate` for each, at less cost."""
    budget = budget or Budget(len(anchors))
    found: list[Relocation | None] = [_word_for_word(text, anchor, budget) for anchor in anchors]
    rest = [number for number, relocation in enumerate(found) if relocation is None]
    similar = most_similar(text, [anchors[number] for number in rest], budget)
    for number, place in zip(rest, similar, strict=True):
        found[number] = _trusted(text, anchors[number], place) if place else LOST
    return [relocation or LOST for relocation in found]


def _word_for_word(text: str, anchor: Anchor, budget: Budget) -> Relocation | None:
    """Where the quote stands, or that nothing tells which of its places is it; None: nowhere."""
    if place := _at_its_position(text, anchor):
        return _trusted(text, anchor, place)
    around = anchor.prefix[-1:], anchor.suffix[:1]
    places = list(islice(standing(text, anchor.quote, around, budget), _MOST_PLACES))
    if not places:
        return None
    if budget.is_spent or not budget.grant(_RATED * len(places)):
        return UNDECIDED
    place = _likeliest(text, anchor, places)
    return _trusted(text, anchor, place) if place else UNDECIDED


def _trusted(text: str, anchor: Anchor, place: Place) -> Relocation:
    """The place, unless its words may stand there by chance."""
    telling = len(anchor.quote) >= _TELLING_LENGTH and place[2] >= _TELLING_SIMILARITY
    if not telling and max(_contexts(text, anchor, *place[:2])) < CONTEXT_ACCEPTED:
        return Relocation("lost", None, None, place[2])
    return judged(place)


def _at_its_position(text: str, anchor: Anchor) -> Place | None:
    start, end = anchor.start, anchor.end
    if start is None or end is None or not anchor.stands_in(text):
        return None
    return (start, end, 1.0) if min(_contexts(text, anchor, start, end)) == 1 else None


def _likeliest(text: str, anchor: Anchor, places: list[int]) -> Place | None:
    """The place of a quote that has its context, or else its position; None if in doubt."""
    length = len(anchor.quote)
    rated = [sum(_contexts(text, anchor, place, place + length)) for place in places]
    likely = [
        place
        for place, agreement in zip(places, rated, strict=True)
        if agreement >= max(rated) - _ALIKE
    ]
    place = likely[0] if len(likely) == 1 else _nearest(likely, anchor.start)
    return None if place is None else (place, place + length, 1.0)


def _contexts(text: str, anchor: Anchor, start: int, end: int) -> tuple[float, float]:
    """How similar the text before and after a place is to the anchor's; 1 where it has none."""
    before = similarity(anchor.prefix, text[max(0, start - len(anchor.prefix)) : start])
    after = similarity(anchor.suffix, text[end : end + len(anchor.suffix)])
    if not anchor.prefix or not anchor.suffix:
        # At an end of its text, or without context: the other side tells, if any does.
        return min(before, after), min(before, after)
    return before, after


def _nearest(places: list[int], start: int | None) -> int | None:
    """The place nearest to `start`, None where that is in doubt."""
    if start is None:
        return None
    nearest, second = sorted(places, key=lambda place: abs(place - start))[:2]
    return nearest if 2 * abs(nearest - start) < abs(second - start) else None
