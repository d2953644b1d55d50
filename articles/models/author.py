"""Persons named in bylines."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from articles.models.name import Named, NamedQuerySet


class Author(Named):
    """A person named in the byline of an article."""

    objects = NamedQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        return f"{reverse('articles:list')}?{urlencode({'author': self.slug})}"


class Authorship(models.Model):
    """One author of one article, in the order of the byline.

    `docid` repeats the article's, so that an author's articles come newest first from one index.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, db_index=False)
    position = models.PositiveSmallIntegerField()
    docid = models.BigIntegerField(editable=False)

    class Meta:
        ordering = ["article_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="authorship_once"),
        ]
        indexes = [
            models.Index(fields=["author", "docid"], name="authorship_newest"),
            models.Index(fields=["docid", "author"], name="authorship_facet"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} of {self.article_id}"
