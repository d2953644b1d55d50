"""Taking back what the log says was done, any time later.

What an action changed of an object goes back if it still is as the action left it; what was changed
since stays as it is. Undoing is itself an entry of the log.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from articles.actions.again import again
from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.undo_annotations import by_key, undo_annotations
from articles.actions.undo_tags import undo_tags
from articles.models import Activity, Annotation, Tag


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
    before = undo_tags(activity) | undo_annotations(activity, by)
    if not before:
        raise Refused("This was changed since, and cannot be undone any more.")
    standing = _standing(before)
    index_annotations(annotations=[one for one in standing if isinstance(one, Annotation)])
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
    return Undone(entry, len(before), len(keys) - len(before))


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


def _standing(keys: Collection[str]) -> list[Any]:
    annotations = {key for key in keys if key.startswith("annotation:")}
    rows = by_key(Annotation.objects.all(), "annotation", annotations)
    return [*rows.values(), *by_key(Tag.objects.all(), "tag", set(keys) - annotations).values()]
