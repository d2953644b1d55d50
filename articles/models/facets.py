"""Counts beside a list: by source, by author, and over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from articles.models.article import Article
from articles.models.author import Author, Authorship
from articles.models.docid import EPOCH, PER_SECOND
from articles.models.listing import CAP, Listing
from articles.models.name import NamedQuerySet
from articles.models.scope import Scope
from articles.models.source import Source

SHOWN = 12
PER_DAY = 86_400 * PER_SECOND
# Added before dividing, because databases round negative quotients (dates before 1970) upwards.
SHIFT_DAYS = 800_000
UNDATED_BELOW = -SHIFT_DAYS * PER_DAY


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


def source_facet(scope: Scope) -> Facet:
    """Articles by source, under the scope's other filters."""
    listing = Listing(scope.without(sources=()))
    hits, sampled = _countable(listing)
    rows = hits.exclude(source=None).values_list("source").annotate(number=Count("docid"))
    return Facet(_named(Source.objects.all(), rows, scope.sources), sampled)


def author_facet(scope: Scope) -> Facet:
    """Articles by author, under the scope's other filters."""
    listing = Listing(scope.without(authors=()))
    narrowed = listing.scope.sources or listing.scope.about_annotations
    written = Authorship.objects.order_by()
    sampled = None
    if listing.scope.query is not None or (narrowed and listing.total.capped):
        written = written.filter(docid__in=listing.hits(CAP).values("docid"))
        sampled = CAP if listing.total.capped else None
    elif narrowed:
        written = written.filter(docid__in=listing.hits(CAP).values("docid"))
    else:
        written = _between(written, listing.scope)
    rows = written.values_list("author").annotate(number=Count("docid"))
    return Facet(_named(Author.objects.all(), rows, scope.authors), sampled)


def articles_by_day(scope: Scope) -> tuple[dict[dt.date, int], int | None]:
    """Articles of each day (UTC) in scope, oldest first, and how many were counted if not all."""
    hits, sampled = _countable(Listing(scope))
    rows = (
        hits.filter(docid__gt=UNDATED_BELOW)
        .annotate(day=(F("docid") + SHIFT_DAYS * PER_DAY) / PER_DAY)
        .values_list("day")
        .annotate(number=Count("docid"))
        .order_by("day")
    )
    start = EPOCH.date().toordinal() - SHIFT_DAYS
    return {dt.date.fromordinal(start + day): number for day, number in rows}, sampled


def _countable(listing: Listing) -> tuple[QuerySet[Article], int | None]:
    """What to count of a list: all where one index tells, else of very many the newest."""
    scope = listing.scope
    if scope.query is None and not (scope.authors or scope.about_annotations):
        return listing.matching, None
    return listing.hits(CAP), CAP if listing.total.capped else None


def _between(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    if scope.first is not None:
        rows = rows.filter(docid__gte=scope.first)
    if scope.end is not None:
        rows = rows.filter(docid__lt=scope.end)
    return rows


def _named(
    names: NamedQuerySet, rows: Iterable[tuple[int, int]], chosen: tuple[int, ...]
) -> list[FacetValue]:
    """The commonest values with their names, and the chosen ones however rare."""
    numbers = dict(rows)
    common = sorted(numbers, key=lambda pk: (-numbers[pk], pk))[:SHOWN]
    wanted = {*common, *chosen}
    found = [
        FacetValue(pk, name, slug, numbers.get(pk, 0))
        for pk, name, slug in names.filter(pk__in=wanted).values_list("pk", "name", "slug")
    ]
    return sorted(found, key=lambda value: (-(value.number or 0), value.name))
