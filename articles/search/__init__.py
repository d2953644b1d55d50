"""Search: what a user typed (`parse`), what finds it (`backend`), where it stands (`Matcher`).

Below the models: it knows documents by their docid and keeps a table of its own. Importing it
imports no Django; only `backend` does, and the modules behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.search.criteria import Criteria, Document
from articles.search.marking import Matcher
from articles.search.query import Query, parse
from articles.search.snippets import Snippet

if TYPE_CHECKING:
    from articles.search.index import SearchIndex

__all__ = [
    "ANNOTATIONS",
    "ARTICLES",
    "Criteria",
    "Document",
    "Matcher",
    "Query",
    "Snippet",
    "backend",
    "parse",
]

# The tables of the two indexes. An article's docid follows its day, an annotation's is its key.
ARTICLES = "articles_search"
ANNOTATIONS = "articles_annotation_search"


def backend(using: str = "default", table: str = ARTICLES) -> SearchIndex:
    """Return the search index of that table in the database of the alias `using`.

    Raises NotSupportedError for a kind of database that has none.
    """
    from django.db import NotSupportedError, connections

    match connections[using].vendor:
        case "sqlite":
            from articles.search.sqlite import SqliteIndex

            return SqliteIndex(using, table)
        case "postgresql":
            from articles.search.postgresql import PostgresqlIndex

            return PostgresqlIndex(using, table)
        case vendor:
            raise NotSupportedError(f"There is no search index for {vendor}.")
