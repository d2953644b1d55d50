"""Finding the passages of a text again after the text was changed. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from articles.anchoring.alignment import Alignment, align
from articles.anchoring.anchor import Anchor, Relocation
from articles.anchoring.locate import locate
from articles.anchoring.projection import judged, project


def relocate(old_text: str, new_text: str, anchors: Iterable[Anchor]) -> list[Relocation]:
    """Where each of `anchors`, which describe passages of `old_text`, is in `new_text`.

    Returns a relocation for each anchor, in their order; offsets are code points of `new_text`.
    The alignment of the two texts decides, word by word, so that of several equal passages the
    right one is found whatever was put in before it, and a passage that is gone does not go to
    equal words elsewhere. An anchor whose quote does not stand at its position in `old_text` is
    looked for there first, and in `new_text` if it is not there either (see `locate`). Never
    raises, for any texts and anchors.
    """
    aligned = align(old_text, new_text)
    return [_relocated(aligned, anchor) for anchor in anchors]


def _relocated(aligned: Alignment, anchor: Anchor) -> Relocation:
    old_text, new_text = aligned.old.text, aligned.new.text
    start, end = anchor.start, anchor.end
    if not anchor.stands_in(old_text):
        before = locate(old_text, anchor)
        if before.state != "exact":
            return locate(new_text, anchor)
        start, end = before.start, before.end
    if start is None or end is None or anchor.quote.isspace():
        return locate(new_text, anchor)
    return judged(project(aligned, start, end))
