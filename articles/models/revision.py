"""Earlier states of articles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Revision(models.Model):
    """What an article was before a change: nothing is overwritten without one.

    `number` is the article's revision that this state was; `made_at`, `made_by` and `reason` tell
    of the change that ended it.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    byline = models.CharField(max_length=2000, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    markup = models.CharField(max_length=8)
    body = models.TextField()
    file_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["article_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (state {self.number})"
