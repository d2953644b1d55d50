"""Articles in a line each: neighbours, related ones, copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article
from articles.pages.links import article_paths
from articles.pages.words import short_day

COLUMNS = ("docid", "pk", "slug", "title", "language", "published_at", "source__name")


@dataclass(frozen=True, slots=True)
class Brief:
    """An article in a line. `published` is its day in words, `instant` in ISO 8601; or ""."""

    url: str
    title: str
    language: str
    source: str
    published: str
    instant: str


def briefs(docids: Iterable[int]) -> dict[int, Brief]:
    """The articles with those docids, in one query."""
    wanted = set(docids)
    if not wanted:
        return {}
    rows = list(Article.objects.order_by().filter(docid__in=wanted).values_list(*COLUMNS))
    paths = article_paths((pk, slug) for _, pk, slug, *_ in rows)
    return {
        docid: Brief(
            url=path,
            title=title,
            language=language,
            source=source or "",
            published=short_day(published_at) if published_at else "",
            instant=published_at.isoformat() if published_at else "",
        )
        for (docid, _, _, title, language, published_at, source), path in zip(
            rows, paths, strict=True
        )
    }
