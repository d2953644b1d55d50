"""Counts beside a list: by source, by author, and over time.

What one index tells is counted exactly, however much it is: all articles, some sources, some days.
Of everything else the articles are gathered once, the newest `CAP` of them, and counted.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet

from articles.models.article import Article
from articles.models.author import Author, Authorship
from articles.models.counting import count_by_source, count_ranges
from articles.models.docid import EPOCH, PER_SECOND
from articles.models.listing import CAP, Listing
from articles.models.name import NamedQuerySet
from articles.models.scope import Scope
from articles.models.source import Source
from articles.search import backend

SHOWN = 12
PER_DAY = 86_400 * PER_SECOND
FIRST_DAY = EPOCH.date().toordinal()
FIRST_DATED = (1 - FIRST_DAY) * PER_DAY


@dataclass(frozen=True, slots=True)
class FacetValue:
    pk: int
    name: str
    slug: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values of a field in a scope; `sampled` articles were counted, if not all."""

    values: list[FacetValue]
    sampled: int | None = None


class Counts:
    """The counts of a listing; by source and by author each under the other filters alone."""

    def __init__(self, listing: Listing) -> None:
        self.scope = listing.scope
        self._all = _Part(self.scope)

    def by_source(self) -> Facet:
        """Articles by source, under the scope's other filters."""
        part = _Part(self.scope.without(sources=())) if self.scope.sources else self._all
        if part.is_gathered:
            # Above zero are all: said so, an index that has both columns is enough. And nothing is
            # added, so that this index is not the one by source, read from end to end.
            articles = Article.objects.order_by().filter(docid__in=part.among, source__gt=0)
            numbers = _commonest(articles, F("source") + 0, self.scope.sources)
        else:
            counted = count_by_source(part.scope.first, part.scope.end)
            numbers = _some(counted, self.scope.sources)
        return Facet(_named(Source.objects.all(), numbers), part.sampled)

    def by_author(self) -> Facet:
        """Articles by author, under the scope's other filters."""
        part = _Part(self.scope.without(authors=())) if self.scope.authors else self._all
        written = Authorship.objects.order_by()
        author: Any = F("author")
        gathered = part.is_gathered or bool(part.scope.sources)
        if gathered:
            written = written.filter(docid__in=part.among)
            author = author + 0
        else:
            written = _between(written, part.scope)
        numbers = _commonest(written, author, self.scope.authors)
        return Facet(_named(Author.objects.all(), numbers), part.capped if gathered else None)

    @property
    def sampled(self) -> int | None:
        """How many articles are counted over time, if not all."""
        return self._all.sampled

    @cached_property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The days (UTC) of the oldest and the newest article; None if none has a date."""
        if self._all.is_gathered:
            dated = self._dated
            ends = (dated[0], dated[-1]) if dated else None
        else:
            ends = _ends(_between(self._all.listing.matching, self.scope), self.scope)
        return (_day(ends[0]), _day(ends[1])) if ends else None

    def by_period(self, periods: Sequence[tuple[dt.date, dt.date]]) -> list[int]:
        """How many articles there are in each period, from its first day to its last."""
        low, high = self.scope.first, self.scope.end
        ranges = [
            (
                max(_docid(first), low) if low is not None else _docid(first),
                min(_docid(last, 1), high) if high is not None else _docid(last, 1),
            )
            for first, last in periods
        ]
        if self._all.is_gathered:
            dated = self._dated
            return [bisect_left(dated, end) - bisect_left(dated, start) for start, end in ranges]
        return count_ranges(ranges, self.scope.sources)

    @cached_property
    def _dated(self) -> list[int]:
        return sorted(docid for docid in self._all.docids if docid >= FIRST_DATED)


class _Part:
    """A scope, and what is counted of it."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.listing = Listing(scope)
        self.is_gathered = bool(scope.query is not None or scope.authors or scope.about_annotations)

    @property
    def docids(self) -> list[int]:
        """The newest articles, `CAP` at most."""
        return self._gathered[:CAP]

    @cached_property
    def among(self) -> Any:
        """The same as a subquery."""
        return backend().among(self.docids)

    @property
    def capped(self) -> int | None:
        """How many the newest articles are, if they are not all."""
        return CAP if len(self._gathered) > CAP or self.listing.looks_at_newest else None

    @property
    def sampled(self) -> int | None:
        return self.capped if self.is_gathered else None

    @cached_property
    def _gathered(self) -> list[int]:
        return self.listing.docids(0, CAP + 1)


def _day(docid: int) -> dt.date:
    return dt.date.fromordinal(FIRST_DAY + docid // PER_DAY)


def _docid(day: dt.date, days_after: int = 0) -> int:
    """The lowest docid of a day, or of one so many days after it."""
    return (day.toordinal() - FIRST_DAY + days_after) * PER_DAY


def _ends(articles: QuerySet[Article], scope: Scope) -> tuple[int, int] | None:
    """The lowest and the highest docid of those with a date."""
    dated = articles.filter(docid__gte=FIRST_DATED)
    if len(scope.sources) > 1:  # no index has several sources in one order
        ends = dated.aggregate(low=Min("docid"), high=Max("docid"))
        return (ends["low"], ends["high"]) if ends["low"] is not None else None
    docids = dated.values_list("docid", flat=True)
    low, high = docids.order_by("docid").first(), docids.order_by("-docid").first()
    return (low, high) if low is not None and high is not None else None


def _between(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    if scope.first is not None:
        rows = rows.filter(docid__gte=scope.first)
    if scope.end is not None:
        rows = rows.filter(docid__lt=scope.end)
    return rows


def _commonest(rows: QuerySet[Any], key: Any, chosen: Iterable[int]) -> dict[int, int]:
    """How many rows have the commonest values of `key`, and each of the chosen ones."""
    counted = rows.annotate(key=key).values_list("key").annotate(number=Count("docid"))
    numbers = dict(counted.order_by("-number", "key")[:SHOWN])
    if others := [pk for pk in chosen if pk not in numbers]:
        numbers |= dict.fromkeys(others, 0) | dict(counted.filter(key__in=others))
    return numbers


def _some(counted: Mapping[int, int], chosen: Iterable[int]) -> dict[int, int]:
    """The same of what is counted already."""
    common = sorted(counted, key=lambda pk: (-counted[pk], pk))[:SHOWN]
    return {pk: counted.get(pk, 0) for pk in (*common, *chosen)}


def _named(names: NamedQuerySet, numbers: Mapping[int, int]) -> list[FacetValue]:
    found = [
        FacetValue(pk, name, slug, numbers[pk])
        for pk, name, slug in names.filter(pk__in=numbers).values_list("pk", "name", "slug")
    ]
    return sorted(found, key=lambda value: (-(value.number or 0), value.name))
