"""Taking back what the log says was done, any time later.

An object goes back to its state before if it still is as the action left it; what others have
changed since stays as it is, and is counted. Undoing is itself an entry of the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions.again import again
from articles.actions.anchors import put
from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.states import ANNOTATION_COLUMNS, State, annotation_states
from articles.actions.tags import put_tags
from articles.actions.undo_tags import undo_tags
from articles.anchoring import Anchor, locate
from articles.models import Activity, Annotation, Article, Tag

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Undone:
    """How many objects went back, and how many stayed because they were changed since."""

    activity: Activity
    restored: int
    kept: int


@again
@transaction.atomic
def undo(*, activity: Activity, by: Any) -> Undone:
    """Undo an action; callers have asked `access` before.

    Raises Refused when it was undone already, or when nothing of it is left to undo. One whose
    undoing was undone holds again, and can be undone again.
    """
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    last = _in_force(activity)
    keys = list(activity.after)
    before = undo_tags(activity)
    annotations = {key for key in keys if key.startswith("annotation:")}
    restored = [*before, *_undo_annotations(activity, annotations)]
    if not restored:
        raise Refused("This was changed since, and cannot be undone any more.")
    standing = _standing(restored)
    index_annotations(annotations=[one for one in standing if isinstance(one, Annotation)])
    before = {key: before[key] if key in before else activity.after[key] for key in restored}
    entry = record(
        actor=by,
        verb="undo",
        objects=standing,
        before={key: state for key, state in before.items() if state is not None},
        undoes=last,
        label=f"{activity.verb}: {activity.label}",
        linked={
            int(key.partition(":")[2])
            for key, state in activity.before.items()
            if key.startswith("tag:") and "annotations" in (state or {})
        },
    )
    return Undone(entry, len(restored), len(keys) - len(restored))


def _in_force(activity: Activity) -> Activity:
    """The entry by which an action holds: itself, or the last that brought it back.

    Raises Refused where it does not hold.
    """
    last, holds = activity, True
    while (following := Activity.objects.filter(undoes=last).first()) is not None:
        last, holds = following, not holds
    if not holds:
        raise Refused("This has been undone already.")
    return last


def _undo_annotations(activity: Activity, keys: set[str]) -> Iterator[str]:
    rows = _by_key(Annotation.objects.select_for_update(), "annotation", keys)
    present = annotation_states(rows.values())
    texts = dict(
        Article.objects.filter(pk__in={row.article_id for row in rows.values()}).values_list(
            "pk", "text_digest"
        )
    )
    tags = set(Tag.objects.values_list("pk", flat=True))
    for key, row in rows.items():
        after: State = activity.after[key]
        if present[key]["version"] != after["version"]:
            continue
        before = activity.before[key]
        if before is None:
            row.deleted_at = timezone.now()
        else:
            _put_back(row, before, after, texts.get(row.article_id, ""))
            if row.state != Annotation.State.EXACT and before["state"] == Annotation.State.EXACT:
                row.changed_in = activity  # which has the words that were annotated
            _put_tags_back(row, present[key]["tags"], before["tags"], after["tags"], tags)
        row.version += 1
        row.updated_at = timezone.now()
        row.save()
        yield key


def _put_back(row: Annotation, before: State, after: State, text_digest: str) -> None:
    """Give an annotation its state before; its passage is looked for where the text has changed.

    One that was lost in this text is lost again: what followed the text knew what became of the
    passage, and `locate` would find words that are like it.
    """
    for column in before.keys() & set(ANNOTATION_COLUMNS) - {"uid", "version", "deleted_at"}:
        setattr(row, column, before[column])
    deleted = before["deleted_at"]
    row.deleted_at = dt.datetime.fromisoformat(deleted) if deleted else None
    if row.start is None or before["text_digest"] == text_digest:
        return
    lost = Annotation.State.LOST
    if before["state"] == lost and (after["state"] == lost or after["text_digest"] == text_digest):
        return
    text = Article.objects.values_list("text", flat=True).get(pk=row.article_id)
    place = locate(text, Anchor(row.start, row.end, row.quote, row.prefix, row.suffix))
    put(row, place, text, text_digest)


def _put_tags_back(
    row: Annotation, present: list[int], before: list[int], after: list[int], known: set[int]
) -> None:
    """Give back what the action took and take what it gave.

    A tag that came into another's place since, because the two were merged, stays.
    """
    if present == after:
        wanted = before
    else:
        kept = [tag for tag in present if tag in before or tag not in after]
        wanted = kept + [tag for tag in before if tag not in after and tag not in kept]
    wanted = [tag for tag in wanted if tag in known]
    if wanted != present:
        put_tags(row.pk, wanted)


def _by_key(rows: Any, kind: str, keys: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for chunk in _chunks(sorted(int(key.partition(":")[2]) for key in keys)):
        found |= {f"{kind}:{row.pk}": row for row in rows.filter(pk__in=chunk)}
    return found


def _standing(keys: Sequence[str]) -> list[Any]:
    annotations = {key for key in keys if key.startswith("annotation:")}
    rows = _by_key(Annotation.objects.all(), "annotation", annotations)
    return [*rows.values(), *_by_key(Tag.objects.all(), "tag", set(keys) - annotations).values()]


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
