"""What readers said about passages."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def standing(self) -> Self:
        """Those that were not deleted."""
        return self.filter(deleted_at=None)

    def first_level(self) -> Self:
        """Those that are no replies: what lists have rows for and count."""
        return self.filter(reply_to=None)

    def visible_to(self, user: Any) -> Self:
        """What a person may see: shared ones and their own; this is the only place that says so."""
        shared = models.Q(visibility=Annotation.Visibility.SHARED)
        if user is not None and user.is_authenticated:
            shared |= models.Q(author=user)
        return self.standing().filter(shared)


class Annotation(models.Model):
    """Tags and a note about a passage, about a whole article, or (a reply) about an annotation.

    `start` and `end` are code points of the article's text, end exclusive; both are null for a
    whole article. The passage is kept as a quote with context too, so that it is found again.
    `changed_in` is the entry of the log that moved or lost the passage and has the words that were
    annotated, until somebody has looked at it. `carried_from` is the annotation of another copy of
    the article from which this one was carried over.
    """

    class Visibility(models.TextChoices):
        SHARED = "shared", "Shared"
        PRIVATE = "private", "Private"

    class State(models.TextChoices):
        EXACT = "exact", "Exact"
        MOVED = "moved", "Moved"
        LOST = "lost", "Lost"

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="annotations", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="annotations",
        db_index=False,
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    text_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=5, choices=State, default=State.EXACT)
    note = models.TextField(blank=True)
    note_html = models.TextField(blank=True, editable=False)
    tags = models.ManyToManyField("articles.Tag", blank=True, related_name="annotations")
    visibility = models.CharField(max_length=7, choices=Visibility, default=Visibility.SHARED)
    reply_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
        db_index=False,
    )
    changed_in = models.ForeignKey(
        "articles.Activity",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        editable=False,
    )
    carried_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried",
        db_index=False,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start=None, end=None)
                | models.Q(start__isnull=False, end__isnull=False, start__lt=models.F("end")),
                name="annotation_range_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=["shared", "private"]),
                name="annotation_visibility_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["exact", "moved", "lost"]),
                name="annotation_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "start"], name="annotation_in_article"),
            models.Index(fields=["-created_at"], name="annotation_newest"),
            # Without those that are no replies: SQLite would else gather these here, and sort them.
            models.Index(
                fields=["reply_to"],
                condition=models.Q(reply_to__isnull=False),
                name="annotation_replies",
            ),
            # The lists walk these, page after page.
            models.Index(fields=["author", "-created_at", "-id"], name="annotation_of_person"),
            models.Index(
                fields=["state", "-created_at", "-id"],
                condition=models.Q(deleted_at=None, reply_to=None),
                name="annotation_in_state",
            ),
            models.Index(
                fields=["-created_at", "-id", "visibility", "author"],
                condition=models.Q(deleted_at=None, reply_to=None),
                name="annotation_list",
            ),
            models.Index(
                fields=["article"],
                condition=models.Q(changed_in__isnull=False),
                name="annotation_open_change",
            ),
            models.Index(
                fields=["carried_from"],
                condition=models.Q(carried_from__isnull=False),
                name="annotation_carried",
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:60] or self.note[:60] or f"Annotation {self.pk}"
