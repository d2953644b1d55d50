"""Annotations and the replies to them, which are as visible as each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from articles.actions.refusal import Refused
from articles.actions.states import State
from articles.models import Activity, Annotation

CHUNK = 500
PRIVATE = Annotation.Visibility.PRIVATE


def change_visibility(annotation: Annotation, visibility: str, by: Any) -> None:
    """Replies are as visible as what they answer; nobody hides what another wrote."""
    if visibility == annotation.visibility or annotation.reply_to_id is not None:
        return
    replies = Annotation.objects.filter(reply_to=annotation)
    if visibility == Annotation.Visibility.PRIVATE:
        if annotation.author_id != by.pk:
            raise Refused("Only the person who wrote it can make it private.")
        if replies.standing().exclude(author=annotation.author_id).exists():
            raise Refused("Others have replied: this annotation cannot be made private any more.")
    annotation.visibility = visibility
    replies.update(visibility=visibility)


class Threads:
    """What the annotations that an action changed answer, and what answers them.

    `rows` are both what it changed and what that answers, locked.
    """

    def __init__(self, rows: Collection[Annotation], activity: Activity) -> None:
        self._activity = activity
        self._known = {row.pk: row for row in rows}
        self._answers = _answers_to([row.pk for row in rows if row.reply_to_id is None])

    def may_be(self, row: Annotation, before: State | None, by: Any) -> bool:
        """Whether a person may make an annotation as it was: nobody hides what another wrote.

        Nor does anybody change what another keeps private by now. A reply needs what it answers,
        and that its author sees that; so what was answered since does not go, nor do its replies.
        """
        if row.visibility == PRIVATE and row.author_id != by.pk:
            return False
        answers = self._answers.get(row.pk, {})
        above = None if row.reply_to_id is None else self._known[row.reply_to_id]
        if self._goes(row.pk):
            stays = above is not None and self._goes(above.pk) and above.deleted_at is None
            return not stays and all(map(self._goes, answers))
        if before is None or before["deleted_at"]:
            return True
        if above is None:
            return before["visibility"] != PRIVATE or {*answers.values()} <= {row.author_id}
        seen = above.visibility != PRIVATE or above.author_id == row.author_id
        return above.deleted_at is None and seen

    def agree(self, row: Annotation, *, was: str) -> None:
        """Make a reply as visible as what it answers, and those to an annotation as it is.

        `was` is how visible the annotation was until now.
        """
        if row.reply_to_id is not None:
            row.visibility = self._known[row.reply_to_id].visibility
        elif row.visibility != was:
            Annotation.objects.filter(reply_to=row).update(visibility=row.visibility)

    def _goes(self, annotation: int) -> bool:
        """Whether undoing the action deletes an annotation, because the action brought it."""
        key = f"annotation:{annotation}"
        before, after = self._activity.before.get(key), self._activity.after.get(key)
        return _stands(after) and not _stands(before)


def _stands(state: State | None) -> bool:
    return state is not None and state["deleted_at"] is None


def _answers_to(first: list[int]) -> dict[int, dict[int, int]]:
    """The authors of the replies that stand, by reply, by what they answer; all by key."""
    found: dict[int, dict[int, int]] = {}
    for start in range(0, len(first), CHUNK):
        replies = Annotation.objects.standing().filter(reply_to__in=first[start : start + CHUNK])
        for above, reply, author in replies.values_list("reply_to_id", "pk", "author_id"):
            found.setdefault(above, {})[reply] = author
    return found
