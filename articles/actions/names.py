"""Sources and authors: renaming and merging, after which filters and old addresses still work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.actions.articles import change
from articles.actions.indexing import index
from articles.models import Article, Author, Authorship, Source
from articles.models.name import name_key

CHUNK = 200


class NameTaken(ValueError):
    """Another source or author has the name; `holder` is the one that it means."""

    def __init__(self, holder: Any) -> None:
        super().__init__(f"“{holder}” has this name already: merge the two instead.")
        self.holder = holder


def holder_of(row: Any, name: str) -> Any:
    """Who else has a name: another row, itself or through one merged into it; None for nobody."""
    same = type(row).objects.filter(key=name_key(name)).exclude(pk=row.pk)
    other = same.select_related("merged_into").first()
    if other is None or (row.pk and other.merged_into_id == row.pk):
        return None
    return other.merged_into or other


@transaction.atomic
def rename(*, row: Any, name: str) -> Any:
    """Give a source or author another name; the old one goes on meaning it, and its slug stays.

    Raises NameTaken when another row has the name.
    """
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if holder := holder_of(row, name):
        raise NameTaken(holder)
    old_name, old_key = row.name, row.key
    row.name = name
    if name_key(name) == old_key:
        row.save()
        return row
    returning = type(row).objects.filter(key=name_key(name)).first()
    if returning is not None:  # one of its own earlier names: the two change places
        type(row).objects.filter(pk=returning.pk).update(key=f"\n{returning.pk}")
    row.save()
    if returning is None:
        returning = type(row)(merged_into=row)
    returning.name = old_name
    returning.save()
    return row


def merge_sources(*, sources: Sequence[Source], into: Source) -> int:
    """Give all articles of the sources to one of them. Returns how many articles moved.

    The merged ones stay as names that mean their successor: in old addresses, and in imports. A
    few hundred articles go in one transaction, so that others can write meanwhile; interrupted,
    the sources still stand and can be merged again. Raises ValueError if `into` was merged itself.
    """
    merged = _merged(sources, into)
    waiting = Article.objects.filter(source__in=merged)
    return _in_turns(waiting, Source, merged, into, _move_to_source)


def merge_authors(*, authors: Sequence[Author], into: Author) -> int:
    """Make one author of several; bylines stay. Returns how many articles it concerned.

    In transactions of a few hundred articles, as `merge_sources`. Raises ValueError likewise.
    """
    merged = _merged(authors, into)
    links = Authorship.objects.order_by().filter(author__in=merged)
    waiting = Article.objects.filter(pk__in=links.values("article"))
    return _in_turns(waiting, Author, merged, into, _move_to_author)


def set_source(*, articles: QuerySet[Article], source: Source, by: Any) -> int:
    """Give articles another source, each with a Revision. Returns how many changed.

    A few hundred are changed in one transaction: interrupted, it can be asked for again.
    """
    changed = 0
    reason = f"Source set to {source.name}"
    for keys in chunks(articles.exclude(source=source)):
        with transaction.atomic():
            for article in Article.objects.filter(pk__in=keys).only("pk").order_by("pk"):
                change(article=article, by=by, reason=reason, source_id=source.pk)
                changed += 1
    return changed


def chunks(articles: QuerySet[Article]) -> Iterator[list[int]]:
    """The primary keys of articles as they are now, a few hundred at a time."""
    keys = list(articles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _merged(rows: Sequence[Any], into: Any) -> list[int]:
    if into.merged_into_id is not None:
        raise ValueError(f"{into} was itself merged into another")
    return [row.pk for row in rows if row.pk != into.pk]


def _in_turns(
    waiting: QuerySet[Article], model: Any, merged: Sequence[int], into: Any, move: Any
) -> int:
    """Move what is waiting; the last turn moves what came meanwhile, and sets the successor."""
    moved, done = 0, False
    while not done:
        with transaction.atomic():
            articles = list(waiting.order_by("pk").defer("body", "html")[:CHUNK])
            if articles:
                move(articles, merged, into)
                index(articles=articles)
                moved += len(articles)
            done = len(articles) < CHUNK
            if done:
                model.objects.filter(merged_into__in=merged).update(merged_into=into)
                model.objects.filter(pk__in=merged).update(merged_into=into)
    return moved


def _move_to_source(articles: Sequence[Article], merged: Sequence[int], into: Source) -> None:
    Article.objects.filter(pk__in=[one.pk for one in articles]).update(source=into)
    for article in articles:
        article.source_id = into.pk


def _move_to_author(articles: Sequence[Article], merged: Sequence[int], into: Author) -> None:
    links = Authorship.objects.filter(article__in=[one.pk for one in articles])
    already = links.filter(author=into).values_list("article_id", flat=True)
    links.filter(author__in=merged, article__in=list(already)).delete()
    _one_link_each(links.filter(author__in=merged))
    links.filter(author__in=merged).update(author=into)


def _one_link_each(links: QuerySet[Authorship]) -> None:
    """An article that names two of the merged authors keeps the first of its links."""
    seen: set[int] = set()
    for pk, article in links.order_by("article_id", "position").values_list("pk", "article_id"):
        if article in seen:
            Authorship.objects.filter(pk=pk).delete()
        seen.add(article)
