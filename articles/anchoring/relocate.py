"""Finding the passages of a text again after the text was changed. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from articles.anchoring.alignment import align
from articles.anchoring.anchor import Anchor, Relocation
from articles.anchoring.budget import Budgets
from articles.anchoring.locate import locate_all
from articles.anchoring.projection import judged, project


def relocate(old_text: str, new_text: str, anchors: Iterable[Anchor]) -> list[Relocation]:
    """Where each of `anchors`, which describe passages of `old_text`, is in `new_text`.

    Returns a relocation for each anchor, in their order; offsets are code points of `new_text`.
    The alignment of the two texts decides, word by word, so that of several equal passages the
    right one is found whatever was put in before it, and a passage that is gone does not go to
    equal words elsewhere. An anchor whose quote does not stand at its position in `old_text` is
    looked for there first, and in `new_text` if it is not there either (see `locate`). Never
    raises, for any texts and anchors, and takes seconds at most: see `units` and `budget`.
    """
    wanted = list(anchors)
    places: list[tuple[int, int] | None] = [_stated(anchor, old_text) for anchor in wanted]
    astray = [number for number, place in enumerate(places) if place is None]
    budgets = Budgets.of(len(wanted))
    for number, before in zip(
        astray,
        locate_all(old_text, [wanted[number] for number in astray], budgets.far),
        strict=True,
    ):
        if before.state == "exact" and before.start is not None and before.end is not None:
            places[number] = before.start, before.end
    unplaced = [
        number
        for number, place in enumerate(places)
        if place is None or wanted[number].quote.isspace()
    ]
    found = dict(
        zip(
            unplaced,
            locate_all(new_text, [wanted[number] for number in unplaced], budgets.far),
            strict=True,
        )
    )
    if len(found) < len(wanted):
        aligned = align(old_text, new_text)
        for number, place in enumerate(places):
            if place is not None and number not in found:
                found[number] = judged(project(aligned, *place, budgets))
    return [found[number] for number in range(len(wanted))]


def _stated(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the anchor says that its quote stands in a text, if it does."""
    if anchor.start is None or anchor.end is None or not anchor.stands_in(text):
        return None
    return anchor.start, anchor.end
