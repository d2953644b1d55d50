"""Making the search index anew from the articles."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from articles.actions.indexing import documents
from articles.models import Article
from articles.search import backend

CHUNK = 500


def rebuild_search() -> Iterator[int]:
    """Write all search rows anew; yields how many stand after each chunk.

    Each chunk is one short transaction, so that others can write in between, and those who search
    meanwhile find what is written so far. Run again after an interruption it starts over.
    """
    search = backend()
    with transaction.atomic():
        search.clear()
    done, last = 0, 0
    articles = Article.objects.order_by("pk").defer("body", "html")
    while chunk := list(articles.filter(pk__gt=last)[:CHUNK]):
        with transaction.atomic():
            search.add(documents(chunk))
        last = chunk[-1].pk
        done += len(chunk)
        yield done
    search.optimize()
