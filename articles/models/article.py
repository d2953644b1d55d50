"""One imported document, what a reader sees of it, and how lists find it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from articles.importers.urls import url_key as key_of_url
from articles.models.docid import candidates, docid_stands
from articles.rendering import RENDERER_VERSION, count_words, reading_minutes, render

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

TITLE_LENGTH = 500
URL_LENGTH = 2000
READING_COLUMNS = (
    "docid",
    "title",
    "slug",
    "byline",
    "published_at",
    "language",
    "word_count",
    "revision",
    "url",
    "text_digest",
    "html",
    "source__name",
    "source__slug",
    "duplicate_of__title",
    "duplicate_of__slug",
)
TAKEN_SLUGS = {
    "annotations",
    "cards",
    "changes",
    "marks",
    "news",
    "occurrences",
    "revisions",
}


class ArticleQuerySet(models.QuerySet["Article"]):
    def newest(self) -> Self:
        return self.order_by("-docid")

    def oldest(self) -> Self:
        return self.order_by("docid")

    def free_docids(self, entries: Sequence[tuple[dt.datetime | None, str]]) -> list[int]:
        """An unused docid for each (instant, identity): a query or two for a whole batch."""
        probes = [candidates(moment, identity) for moment, identity in entries]
        chosen: dict[int, int] = {}
        waiting = list(range(len(entries)))
        used: set[int] = set()
        while waiting:
            wanted = {index: next(probes[index]) for index in waiting}
            taken = set(self.filter(docid__in=set(wanted.values())).values_list("docid", flat=True))
            for index, docid in wanted.items():
                if docid not in taken and docid not in used:
                    used.add(docid)
                    chosen[index] = docid
            waiting = [index for index in waiting if index not in chosen]
        return [chosen[index] for index in range(len(entries))]

    def for_reading(self) -> Self:
        """Articles for their own page: what it shows, without what else the row holds."""
        return self.select_related("source", "duplicate_of").only(*READING_COLUMNS)


class Article(models.Model):
    """An article: `body` as imported, `html` the safe rendering, `text` what a reader sees.

    `text` is the textContent of `html`; offsets into it are code points. The long columns stand
    last, so that a list reads the beginning of each row alone.
    """

    class Markup(models.TextChoices):
        PLAIN = "plain", "Plain: a paragraph per line, shown literally"
        MARKDOWN = "markdown", "Markdown"

    docid = models.BigIntegerField(unique=True, editable=False)
    identity = models.CharField(max_length=64, unique=True, editable=False)
    source = models.ForeignKey(
        "articles.Source", null=True, blank=True, on_delete=models.PROTECT, db_index=False
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    slug = models.CharField(max_length=80, editable=False)
    byline = models.CharField(
        max_length=2000, blank=True, help_text="As written: “A, B and C”. Authors are made from it."
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="In UTC.")
    language = models.CharField(
        max_length=35, blank=True, help_text="A language tag such as en, ar or zh-Hant."
    )
    markup = models.CharField(max_length=8, choices=Markup, default=Markup.PLAIN)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates"
    )
    url = models.CharField("link to the original", max_length=URL_LENGTH, blank=True)
    url_key = models.CharField(max_length=URL_LENGTH, blank=True, editable=False)
    text_digest = models.CharField(max_length=64, editable=False, db_index=True)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)
    renderer = models.CharField(max_length=60, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    authors = models.ManyToManyField("articles.Author", through="articles.Authorship", blank=True)
    body = models.TextField()
    text = models.TextField(editable=False)
    html = models.TextField(editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-docid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(markup__in=["plain", "markdown"]), name="article_markup_known"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="article_has_title"),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("id")),
                name="article_not_its_own_duplicate",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "docid"], name="article_source_newest"),
            models.Index(fields=["docid", "source"], name="article_newest_source"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:detail", args=[self.pk, self.slug])

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, one at least."""
        return reading_minutes(self.word_count)

    def derive(self) -> None:
        """Fill the columns that follow from the others (not `docid`, which needs the table)."""
        rendered = render(self.body, self.markup)
        self.html, self.text = rendered.html, rendered.text
        self.text_digest = digest(rendered.text)
        self.word_count = count_words(rendered.text)
        self.renderer = RENDERER_VERSION
        self.slug = make_slug(self.title)
        url_key = key_of_url(self.url)
        if not self.identity or url_key != self.url_key:
            self.url_key = url_key
            self.identity = identity_of(
                url_key=url_key,
                title=self.title,
                source=self.source.name if self.source else "",
                published_at=self.published_at,
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the derived columns true; only `actions` know what else hangs on an article."""
        if kwargs.get("update_fields") is None:
            self.derive()
            if self.docid is None or not docid_stands(self.docid, self.published_at):
                self.docid = Article.objects.free_docids([(self.published_at, self.identity)])[0]
        super().save(*args, **kwargs)


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_slug(title: str) -> str:
    """The readable end of an article's address; never a word that is an address of its own."""
    slug = slugify(title[:200], allow_unicode=True)[:80].strip("-") or "article"
    return f"article-{slug}" if slug in TAKEN_SLUGS else slug


def identity_of(*, url_key: str, title: str, source: str, published_at: dt.datetime | None) -> str:
    """What makes two files the same article: the normalised URL, else title, source and date."""
    if url_key:
        return digest(f"url\0{url_key}")
    date = published_at.isoformat() if published_at else ""
    return digest(f"entry\0{title}\0{source}\0{date}")
