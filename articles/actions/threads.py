"""Annotations and the replies to them, which are as visible as each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F

from articles.actions.refusal import Refused
from articles.actions.states import State
from articles.models import Annotation

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
    """What the annotations that are being undone answer, and what answers them."""

    def __init__(self, rows: Collection[Annotation]) -> None:
        first = [row.pk for row in rows if row.reply_to_id is None]
        known = {row.pk: row for row in rows}
        elsewhere = {row.reply_to_id for row in rows if row.reply_to_id is not None} - known.keys()
        self._answered = set(_answered_by_others(first))
        self._known = known | Annotation.objects.select_for_update().in_bulk(sorted(elsewhere))

    def may_be(self, row: Annotation, before: State | None, by: Any) -> bool:
        """Whether a person may make an annotation as it was: nobody hides what another wrote.

        Nor does anybody change what another keeps private by now. A reply needs what it answers,
        and that its author sees that.
        """
        if row.visibility == PRIVATE and row.author_id != by.pk:
            return False
        if before is None or before["deleted_at"]:
            return True
        if row.reply_to_id is None:
            return before["visibility"] != PRIVATE or row.pk not in self._answered
        above = self._known[row.reply_to_id]
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


def _answered_by_others(first: list[int]) -> set[int]:
    """Those of the annotations (by key) that somebody other than their author has replied to."""
    found: set[int] = set()
    for start in range(0, len(first), CHUNK):
        replies = Annotation.objects.standing().filter(reply_to__in=first[start : start + CHUNK])
        others = replies.exclude(author=F("reply_to__author"))
        found |= set(others.values_list("reply_to_id", flat=True))
    return found
