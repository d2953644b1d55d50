"""Articles that say nearly the same, such as wire stories under several addresses."""

from __future__ import annotations

from django.db import models


class Feature(models.Model):
    """One of the few numbers that stand for an article's text; texts alike share some of them.

    See `articles.likeness.sketch`, which makes them. Imports write some for each article: the one
    index is all that they keep, and `actions.near_duplicates` takes rows away by their values.
    """

    value = models.BigIntegerField()
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        indexes = [models.Index(fields=["value", "article"], name="feature_articles")]

    def __str__(self) -> str:
        return f"{self.value} of article {self.article_id}"


class Uncompared(models.Model):
    """An article that an import has written and that is to be compared with others yet.

    Entering it into the table of features takes a write at a random place for each of them, which
    is too dear for an import; see `actions.near_duplicates.link_new`.
    """

    article = models.OneToOneField(
        "articles.Article",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
    )

    def __str__(self) -> str:
        return f"Article {self.article_id}"


class NearDuplicate(models.Model):
    """That an article has nearly the text of another; each pair has two rows, one each way.

    `similarity` is in per cent. Equal texts are no near duplicates: see `Article.duplicate_of`.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="near_duplicates",
        db_index=False,
    )
    other = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    similarity = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="near_duplicate_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="near_duplicate_of_another"
            ),
            models.CheckConstraint(
                condition=models.Q(similarity__lte=100), name="near_duplicate_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} and {self.other_id}: {self.similarity} %"
