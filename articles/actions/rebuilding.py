"""Making the search indexes anew from what they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.actions.indexing import annotation_documents, documents
from articles.models import Annotation, Article
from articles.search import ANNOTATIONS, ARTICLES, Document, backend

CHUNK = 500


def rebuild_search() -> Iterator[int]:
    """Write all search rows of articles anew; yields how many stand after each chunk.

    Each chunk is one short transaction, so that others can write in between, and those who search
    meanwhile find what is written so far. Run again after an interruption it starts over.
    """
    return _rebuild(ARTICLES, Article.objects.defer("body", "html"), documents)


def rebuild_annotation_search() -> Iterator[int]:
    """The same for annotations (with the replies to them)."""
    standing = Annotation.objects.standing().first_level()
    return _rebuild(
        ANNOTATIONS,
        standing.only("pk"),
        lambda chunk: annotation_documents(one.pk for one in chunk),
    )


def _rebuild(
    table: str, rows: QuerySet[Any], documents_of: Callable[[list[Any]], list[Document]]
) -> Iterator[int]:
    search = backend(table=table)
    with transaction.atomic():
        search.clear()
    done, last = 0, 0
    rows = rows.order_by("pk")
    while True:
        # The rows are read in the transaction that indexes them: what somebody deletes or changes
        # in between would else come back as it was.
        with transaction.atomic():
            chunk = list(rows.filter(pk__gt=last)[:CHUNK])
            search.add(documents_of(chunk))
        if not chunk:
            break
        last = chunk[-1].pk
        done += len(chunk)
        yield done
    search.optimize()
