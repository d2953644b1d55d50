"""What a person decides about passages that a change of the text moved or lost.

Every decision is one entry of the log, which undo works from. Callers have asked `access` before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from articles.actions.again import again
from articles.actions.annotations import locked, touch
from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.refusal import Refused, Stale
from articles.actions.states import annotation_states
from articles.anchoring import describe
from articles.models import Activity, Annotation, Article

State = Annotation.State
COLUMNS = ("state", "changed_in", "version", "updated_at")


@again
@transaction.atomic
def accept(*, annotations: Sequence[Annotation], by: Any) -> Activity:
    """The passages that they were moved to are the right ones: they are exact now.

    Those that are not moved, or not as they were seen, are passed over. Raises Refused when none
    is left.
    """
    seen = {one.pk: one.version for one in annotations}
    rows = [
        row
        for row in Annotation.objects.standing()
        .select_for_update()
        .filter(pk__in=seen)
        .order_by("pk")
        if row.state == State.MOVED and row.version == seen[row.pk]
    ]
    if not rows:
        raise Refused("These passages were changed meanwhile: look at them again.")
    before = annotation_states(rows)
    for row in rows:
        row.state, row.changed_in = State.EXACT, None
    touch(rows)
    Annotation.objects.bulk_update(rows, COLUMNS, batch_size=500)
    return record(actor=by, verb="accept passage", objects=rows, before=before)


@again
@transaction.atomic
def place(
    *, annotation: Annotation, by: Any, version: int, start: int | None, end: int | None
) -> Activity:
    """Put an annotation on the code points from `start` to `end` of its article's present text.

    Raises Stale when it is not of that version any more, Refused for what is no passage.
    """
    row, before = _as_seen(annotation, version)
    text, digest = Article.objects.values_list("text", "text_digest").get(pk=row.article_id)
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise Refused("This passage does not lie within the article's text.")
    anchor = describe(text, start, end)
    row.start, row.end, row.quote = start, end, anchor.quote
    row.prefix, row.suffix, row.text_digest = anchor.prefix, anchor.suffix, digest
    row.state = State.EXACT
    return _settle(row, by, "place passage", before)


@again
@transaction.atomic
def leave(*, annotation: Annotation, by: Any, version: int) -> Activity:
    """A lost passage may stay lost: the annotation keeps its quote and is not asked about again.

    Raises Stale when it is not of that version any more, Refused when it is not lost.
    """
    row, before = _as_seen(annotation, version)
    if row.state != State.LOST:
        raise Refused("This passage is not lost.")
    return _settle(row, by, "leave lost", before)


def _as_seen(annotation: Annotation, version: int) -> tuple[Annotation, dict[str, Any]]:
    row = locked(annotation)
    if row.version != version:
        raise Stale(row)
    return row, annotation_states([row])


def _settle(row: Annotation, by: Any, verb: str, before: dict[str, Any]) -> Activity:
    row.changed_in = None
    touch([row])
    row.save()
    index_annotations(annotations=[row])
    return record(actor=by, verb=verb, objects=[row], before=before)
