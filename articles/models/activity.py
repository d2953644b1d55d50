"""The log: who did what to which objects, and the states before and after."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


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

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "activity"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="activity_of_object"),
            models.Index(fields=["actor", "-id"], name="activity_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.label}"
