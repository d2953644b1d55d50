"""The rows of the list, each made ready once: a template's tags would cost ten times as much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from articles.models import Annotation, Article
from articles.models.listing import in_order
from articles.pages.links import article_paths, tag_path
from articles.pages.words import day
from articles.rendering import reading_minutes
from articles.rendering.hits import Html, mark_hits
from articles.search import Matcher, Query

COLUMNS = (
    "docid",
    "pk",
    "slug",
    "title",
    "source__name",
    "source__slug",
    "published_at",
    "byline",
    "language",
    "word_count",
    "revision",
    "duplicate_of_id",
)


@dataclass(frozen=True, slots=True)
class TagChip:
    name: str
    slug: str
    colour: str
    number: int

    @property
    def url(self) -> str:
        return tag_path(self.slug)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list. `title` and `snippet` are safe HTML with hits marked."""

    pk: int
    url: str
    title: Html
    snippet: Html | None
    source: str
    published: str
    instant: str
    byline: str
    language: str
    minutes: int
    states: int
    is_duplicate: bool
    tags: Sequence[TagChip]


def rows(docids: Sequence[int], *, query: Query | None, viewer: Any, suffix: str) -> list[Row]:
    """The rows of a page in its order; `suffix` is the query string of links to articles."""
    columns = (*COLUMNS, "text") if query else COLUMNS
    found = {
        values["docid"]: values
        for values in Article.objects.order_by().filter(docid__in=docids).values(*columns)
    }
    ordered = in_order(docids, found)
    chips = _chips([values["pk"] for values in ordered], viewer)
    matcher = Matcher(query) if query else None
    paths = article_paths((values["pk"], values["slug"]) for values in ordered)
    return [
        _row(values, matcher, chips, path + suffix)
        for values, path in zip(ordered, paths, strict=True)
    ]


def _row(
    values: dict[str, Any], matcher: Matcher | None, chips: dict[int, list[TagChip]], url: str
) -> Row:
    title = values["title"]
    published: dt.datetime | None = values["published_at"]
    return Row(
        pk=values["pk"],
        url=url,
        title=mark_hits(title, matcher.spans(title, field="title") if matcher else ()),
        snippet=_snippet(values["text"], matcher) if matcher else None,
        source=values["source__name"] or "",
        published=day(published) if published else "",
        instant=published.isoformat() if published else "",
        byline=values["byline"],
        language=values["language"],
        minutes=reading_minutes(values["word_count"]),
        states=values["revision"] - 1,
        is_duplicate=values["duplicate_of_id"] is not None,
        tags=chips.get(values["pk"], ()),
    )


def _snippet(text: str, matcher: Matcher) -> Html:
    snippet = matcher.snippet(text)
    marked = mark_hits(snippet.text, snippet.spans)
    before, after = "… " * snippet.leading_cut, " …" * snippet.trailing_cut
    return Html(f"{before}{marked}{after}")


def _chips(articles: Sequence[int], viewer: Any) -> dict[int, list[TagChip]]:
    """The tags of each article's annotations that the viewer may see, commonest first."""
    visible = Annotation.objects.visible_to(viewer).filter(article__in=articles)
    counted = (
        visible.filter(tags__isnull=False)
        .values_list("article", "tags__name", "tags__slug", "tags__colour")
        .annotate(number=Count("pk"))
        .order_by("-number", "tags__name")
    )
    chips: dict[int, list[TagChip]] = {}
    for article, *values in counted:
        chips.setdefault(article, []).append(TagChip(*values))
    return chips
