"""The log: who did what to which objects, and the states before and after."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone

from articles.models.annotation import Annotation

# As the states stand in the columns, on either database. A note that holds these words does not
# look like it: its quotation marks have backslashes before them.
_PRIVATE = '"visibility": "private"'


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: Any) -> Self:
        """Entries that tell a person nothing of what others keep private.

        One that was written about a private annotation is for the person who wrote it alone; one
        about an annotation that has become private since, for that annotation's author.
        """
        kept = Annotation.objects.filter(
            pk=models.OuterRef("object_id"), visibility=Annotation.Visibility.PRIVATE
        )
        told = self.alias(
            states_before=Cast("before", models.TextField()),
            states_after=Cast("after", models.TextField()),
        )
        private = models.Q(states_before__contains=_PRIVATE) | models.Q(
            states_after__contains=_PRIVATE
        )
        own = models.Q(actor=user.pk) if user.is_authenticated else models.Q(pk=None)
        return told.filter(own | ~private).exclude(
            models.Exists(kept.exclude(author=user.pk)), object_type="annotation"
        )

    def undoable_by(self, user: Any) -> Self:
        """What a person did and has not undone, newest first; undoing itself is left out.

        So is that passages followed a changed text: it is logged for their author, who did not
        do it.
        """
        own = self.filter(actor=user.pk, undoes=None, undone_by=None)
        return own.exclude(verb="follow text").order_by("-pk")


class Activity(models.Model):
    """One thing that one person did, however many objects it changed; what undo works from.

    `before` and `after` map object keys such as `annotation:17` to their states; None means that
    there was, or is, no such object. Rows are only ever added: undoing is an activity of its own.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, db_index=False
    )
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True, blank=True)
    label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "activity"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="activity_of_object"),
            models.Index(fields=["actor", "-id"], name="activity_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.label}"
