"""What every search index does, whichever database it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal, Protocol

from django.db.models.expressions import RawSQL

from articles.search.criteria import Criteria, Document

Order = Literal["newest", "oldest", "relevance"]

COUNTED = 10_001  # one more than is told exactly
RANKED = 10_000  # the newest hits, which are all that ranking by relevance looks at


_BATCH = 200  # documents in one statement, so that any number of them takes little memory


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the documents in lists of at most `_BATCH`."""
    remaining = iter(documents)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


class SearchIndex(Protocol):
    """An index of documents, in a table of its own beside what they are of, in its transactions.

    Docids follow time, so the greatest is the newest.
    """

    def __init__(self, alias: str, table: str) -> None:
        """Serve the table of that name (a plain one of our own) in the database of that alias."""

    def install(self) -> None:
        """Make the table unless it is there. Raises NotSupportedError in too old a database."""

    def uninstall(self) -> None:
        """Drop the table if it is there."""

    def add(self, documents: Iterable[Document]) -> None:
        """Write documents; one with a docid that is there already takes its place."""

    def remove(self, docids: Sequence[int]) -> None:
        """Take documents out; docids that are not there are no error."""

    def clear(self) -> None:
        """Take all documents out."""

    def optimize(self) -> None:
        """Put the index into its fastest form. Outside of a transaction it works in short ones."""

    def docids(self, criteria: Criteria, *, order: Order, offset: int, limit: int) -> list[int]:
        """Return a page of the documents that satisfy `criteria`.

        By relevance only the newest `RANKED` hits are ranked and listed (title before byline
        before text, of equal ones the newest first).
        """

    def count(self, criteria: Criteria, cap: int = COUNTED) -> int:
        """Return how many documents satisfy `criteria`, or `cap` if that is less."""

    def hits(self, criteria: Criteria, cap: int) -> RawSQL:
        """Return a subquery of the newest `cap` docids: one column, `docid`, for `docid__in`."""

    def among(self, docids: Sequence[int]) -> RawSQL:
        """Return a subquery, for `docid__in`, of the docids given (its one column is `docid`)."""

    def contains(self, docids: Iterable[int], criteria: Criteria) -> set[int]:
        """Return those of `docids` (up to 10,000) that satisfy `criteria`."""
        asked = set(docids) if criteria.only is None else set(docids).intersection(criteria.only)
        among = replace(criteria, only=tuple(sorted(asked)))
        return set(self.docids(among, order="newest", offset=0, limit=len(asked)))

    def older(self, criteria: Criteria, docid: int) -> int | None:
        """Return the next older docid that satisfies `criteria`, or None."""
        before = docid if criteria.before is None else min(docid, criteria.before)
        found = self.docids(replace(criteria, before=before), order="newest", offset=0, limit=1)
        return found[0] if found else None

    def newer(self, criteria: Criteria, docid: int) -> int | None:
        """Return the next newer docid that satisfies `criteria`, or None."""
        after = docid + 1 if criteria.after is None else max(docid + 1, criteria.after)
        found = self.docids(replace(criteria, after=after), order="oldest", offset=0, limit=1)
        return found[0] if found else None
