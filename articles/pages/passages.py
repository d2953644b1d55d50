"""The rows of a list of annotations: the passage in its context, and what is said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import reverse

from articles.access import may_change
from articles.models import Annotation
from articles.models.listing import in_order
from articles.pages.annotated import tags_of
from articles.pages.links import article_paths
from articles.pages.rows import TagChip
from articles.pages.surroundings import words_after, words_before
from articles.pages.words import day, short_day
from articles.rendering.hits import Html, mark_hits
from articles.search import Matcher, Query

LONGEST_QUOTE = 600  # code points; what is longer is cut, and stands whole in the article
COLUMNS = (
    "uid",
    "article_id",
    "author_id",
    "start",
    "quote",
    "prefix",
    "suffix",
    "state",
    "note_html",
    "visibility",
    "created_at",
    "article__slug",
    "article__title",
    "article__language",
    "article__published_at",
    "article__source__name",
)


@dataclass(frozen=True, slots=True)
class PassageRow:
    """An annotation in a list. `quote` and `note` are safe HTML; `url` leads to its mark."""

    pk: int
    url: str
    prefix: str
    quote: Html
    is_cut: bool
    suffix: str
    has_passage: bool
    note: Html
    person: str
    created: str
    instant: str
    full: str
    title: str
    article_url: str
    language: str
    source: str
    published: str
    published_instant: str
    state: str
    visibility: str
    replies: int
    may_change: bool
    tags: Sequence[TagChip]


def passage_rows(keys: Sequence[int], *, query: Query | None, viewer: Any) -> list[PassageRow]:
    """The rows of a page in its order, in four queries however many they are."""
    visible = Annotation.objects.visible_to(viewer).order_by()
    found = {
        row.pk: row
        for row in visible.filter(pk__in=keys)
        .select_related("article__source", "author")
        .only("pk", *COLUMNS, f"author__{get_user_model().USERNAME_FIELD}")
    }
    rows: list[Annotation] = in_order(keys, found)
    answers = visible.filter(reply_to__in=found).values_list("reply_to")
    replies = dict(answers.annotate(number=Count("pk")))
    tags = tags_of(keys)
    matcher = Matcher(query) if query else None
    paths = article_paths((row.article_id, row.article.slug) for row in rows)
    return [
        _row(
            row,
            matcher=matcher,
            person=row.author.get_username(),
            replies=replies.get(row.pk, 0),
            tags=tags.get(row.pk, ()),
            article_url=path,
            may_change=may_change(viewer, row),
        )
        for row, path in zip(rows, paths, strict=True)
    ]


def _row(row: Annotation, *, matcher: Matcher | None, **values: Any) -> PassageRow:
    article = row.article
    quote = row.quote[:LONGEST_QUOTE]
    published: dt.datetime | None = article.published_at
    created = row.created_at.astimezone(dt.UTC)
    return PassageRow(
        pk=row.pk,
        url=reverse("articles:annotation", args=[row.uid]),
        prefix=words_before(row.prefix),
        quote=mark_hits(quote, matcher.spans(quote) if matcher else ()),
        is_cut=len(row.quote) > LONGEST_QUOTE,
        suffix=words_after(row.suffix),
        has_passage=row.start is not None,
        note=Html(row.note_html),
        created=short_day(created),
        instant=created.isoformat(),
        full=f"{created:%Y-%m-%d %H:%M} UTC",
        title=article.title,
        language=article.language,
        source=article.source.name if article.source else "",
        published=day(published) if published else "",
        published_instant=published.isoformat() if published else "",
        state=row.state,
        visibility=row.visibility,
        **values,
    )
