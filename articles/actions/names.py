"""Sources and authors: renaming and merging, after which filters and old addresses still work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.actions.articles import change
from articles.actions.indexing import index
from articles.models import Article, Author, Authorship, Source

CHUNK = 500


@transaction.atomic
def merge_sources(*, sources: Sequence[Source], into: Source) -> int:
    """Give all articles of the sources to one of them. Returns how many articles moved.

    The merged ones stay as names that mean their successor: in old addresses, and in imports.
    """
    merged = _merged(sources, into)
    moved = 0
    for articles in _chunks(Article.objects.filter(source__in=merged)):
        Article.objects.filter(pk__in=[one.pk for one in articles]).update(source=into)
        for article in articles:
            article.source_id = into.pk
        index(articles=articles)
        moved += len(articles)
    _point(Source, merged, into)
    return moved


@transaction.atomic
def merge_authors(*, authors: Sequence[Author], into: Author) -> int:
    """Make one author of several; bylines stay. Returns how many articles it concerned."""
    merged = _merged(authors, into)
    moved = 0
    for articles in _chunks(Article.objects.filter(authorship__author__in=merged).distinct()):
        keys = [one.pk for one in articles]
        links = Authorship.objects.filter(article__in=keys)
        already = links.filter(author=into).values_list("article_id", flat=True)
        links.filter(author__in=merged, article__in=list(already)).delete()
        _one_link_each(links.filter(author__in=merged))
        links.filter(author__in=merged).update(author=into)
        index(articles=articles)
        moved += len(articles)
    _point(Author, merged, into)
    return moved


@transaction.atomic
def set_source(*, articles: QuerySet[Article], source: Source, by: Any) -> int:
    """Give articles another source, each with a Revision. Returns how many changed."""
    changed = 0
    for article in articles.exclude(source=source).order_by("pk").iterator(CHUNK):
        change(article=article, by=by, reason=f"Source set to {source.name}", source_id=source.pk)
        changed += 1
    return changed


def _merged(rows: Sequence[Any], into: Any) -> list[int]:
    if into.merged_into_id is not None:
        raise ValueError(f"{into} was itself merged into another")
    return [row.pk for row in rows if row.pk != into.pk]


def _point(model: Any, merged: Sequence[int], into: Any) -> None:
    model.objects.filter(merged_into__in=merged).update(merged_into=into)
    model.objects.filter(pk__in=merged).update(merged_into=into)


def _one_link_each(links: QuerySet[Authorship]) -> None:
    """An article that names two of the merged authors keeps the first of its links."""
    seen: set[int] = set()
    for pk, article in links.order_by("article_id", "position").values_list("pk", "article_id"):
        if article in seen:
            Authorship.objects.filter(pk=pk).delete()
        seen.add(article)


def _chunks(articles: QuerySet[Article]) -> Iterator[list[Article]]:
    """The articles a few hundred at a time; each chunk is moved before the next is read."""
    while chunk := list(articles.order_by("pk").defer("body", "html")[:CHUNK]):
        yield chunk
