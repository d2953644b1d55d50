"""What a reader asked for: the values of the list's filters, checked, as one thing to pass on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Self

from articles.models.docid import first_docid
from articles.search import Criteria, Query

YEAR_ONE = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Part of the archive. Ids are primary keys; several of a kind mean any of them.

    `after` and `before` are days in UTC, both inclusive. `viewer` is the person whose visible
    annotations `tags` and `annotated` speak of (None: nobody, so shared ones alone).
    """

    query: Query | None = None
    sources: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    annotated: bool | None = None
    after: dt.date | None = None
    before: dt.date | None = None
    viewer: Any = None

    @property
    def first(self) -> int | None:
        """The lowest docid in scope; None when undated articles are in it too."""
        if self.after is None:
            return None if self.before is None else first_docid(YEAR_ONE)
        return first_docid(_midnight(self.after))

    @property
    def end(self) -> int | None:
        """The docid after the last one in scope; None when there is no end."""
        if self.before is None or self.before == dt.date.max:
            return None
        return first_docid(_midnight(self.before) + DAY)

    @property
    def about_annotations(self) -> bool:
        return bool(self.tags) or self.annotated is not None

    def criteria(self, only: tuple[int, ...] | None = None) -> Criteria:
        """The same for the search index, which knows sources and authors by keys of its own."""
        groups = (
            tuple(source_key(pk) for pk in self.sources),
            tuple(author_key(pk) for pk in self.authors),
        )
        return Criteria(
            query=self.query,
            any_of=tuple(group for group in groups if group),
            after=self.first,
            before=self.end,
            only=only,
        )

    def without(self, **values: Any) -> Self:
        """The same scope with some of its values changed."""
        return replace(self, **values)


def source_key(pk: int) -> str:
    return f"s{pk}"


def author_key(pk: int) -> str:
    return f"a{pk}"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
