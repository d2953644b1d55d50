"""Counts beside a list of annotations: by tag, person, source and state, and over time.

Of each kind they are counted under the other filters alone. The annotations are gathered once, the
newest `CAP` of them, and counted: each one once, however many tags it has.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet

from articles.models.annotation import Annotation
from articles.models.docid import EPOCH, PER_SECOND
from articles.models.facets import FIRST_DATED, SHOWN, Facet, FacetValue
from articles.models.listing import CAP
from articles.models.passage_listing import PassageListing
from articles.models.source import Source
from articles.models.tag import Tag
from articles.search import ANNOTATIONS, backend

PER_DAY = 86_400 * PER_SECOND
FIRST_DAY = EPOCH.date().toordinal()


class PassageCounts:
    """The counts of a listing."""

    def __init__(self, listing: PassageListing) -> None:
        self.scope = listing.scope
        self._all = _Part(listing)

    def by_tag(
        self,
        chosen: Sequence[int],
        families: Mapping[int, set[int]] | None,
        but: Iterable[int] = (),
    ) -> Facet:
        """Annotations by tag, those `chosen` always among them and `but` never.

        With `families` (a tag and those below it) a tag counts what those below it are on, too.
        """
        part = self._without(tags=()) if self.scope.tags else self._all
        left_out = set(but)
        numbers = {
            tag: number
            for tag, number in part.by_tag(families).items()
            if tag not in left_out or tag in chosen
        }
        shown = _some(numbers, chosen)
        rows = Tag.objects.order_by().filter(pk__in=shown).values_list("pk", "name", "slug")
        return Facet(_sorted(rows, shown), part.sampled)

    def by_person(self) -> Facet:
        part = self._without(people=()) if self.scope.people else self._all
        shown = _some(part.by("author"), self.scope.people)
        model = get_user_model()
        people = model._default_manager.filter(pk__in=shown)
        named = people.values_list("pk", model.USERNAME_FIELD)
        rows = [(pk, name, name) for pk, name in named]
        return Facet(_sorted(rows, shown), part.sampled)

    def by_source(self) -> Facet:
        part = self._without(sources=()) if self.scope.sources else self._all
        shown = _some(part.by("article__source"), self.scope.sources)
        rows = Source.objects.filter(pk__in=shown).values_list("pk", "name", "slug")
        return Facet(_sorted(rows, shown), part.sampled)

    def by_state(self) -> Facet:
        """Their slugs are the states, their keys the places among these."""
        part = self._without(states=()) if self.scope.states else self._all
        numbers = part.by("state")
        return Facet(
            [
                FacetValue(place, label, state, numbers.get(state, 0))
                for place, (state, label) in enumerate(Annotation.State.choices)
            ],
            part.sampled,
        )

    @property
    def sampled(self) -> int | None:
        """How many annotations are counted over time, if not all."""
        return self._all.sampled

    @cached_property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The days (UTC) on which the first and the last of the articles were published."""
        return (_day(self._dated[0]), _day(self._dated[-1])) if self._dated else None

    def by_period(self, periods: Sequence[tuple[dt.date, dt.date]]) -> list[int]:
        """How many annotations are of articles of each period, from its first day to its last."""
        return [
            bisect_left(self._dated, _docid(last, 1)) - bisect_left(self._dated, _docid(first))
            for first, last in periods
        ]

    @cached_property
    def _dated(self) -> list[int]:
        docids = self._all.rows.values_list("article__docid", flat=True)
        return sorted(docid for docid in docids if docid >= FIRST_DATED)

    def _without(self, **values: Any) -> _Part:
        return _Part(PassageListing(self.scope.without(**values)))


class _Part:
    """A scope, and what is counted of it."""

    def __init__(self, listing: PassageListing) -> None:
        self._listing = listing

    @cached_property
    def rows(self) -> QuerySet[Annotation]:
        """The newest annotations, `CAP` at most."""
        return Annotation.objects.order_by().filter(pk__in=self._among)

    @cached_property
    def _among(self) -> Any:
        """The keys of the same as a subquery."""
        return backend(table=ANNOTATIONS).among(self._listing.newest)

    @property
    def sampled(self) -> int | None:
        return CAP if self._listing.is_sampled else None

    def by(self, column: str) -> dict[Any, int]:
        """How many annotations have each value of a column, those without any left out."""
        counted = self.rows.values_list(column).annotate(number=Count("pk"))
        return {value: number for value, number in counted if value is not None}

    def by_tag(self, families: Mapping[int, set[int]] | None) -> dict[int, int]:
        """How many annotations have each tag or, with `families`, one of its family."""
        links = Annotation.tags.through.objects.order_by().filter(annotation__in=self._among)
        parents = {pk: below for pk, below in (families or {}).items() if len(below) > 1}
        if not parents:
            return dict(links.values_list("tag_id").annotate(number=Count("pk")))
        # One may have several tags of a family, and is counted once.
        having: dict[int, set[int]] = {}
        for annotation, tag in links.values_list("annotation_id", "tag_id"):
            having.setdefault(tag, set()).add(annotation)
        numbers = {tag: len(annotations) for tag, annotations in having.items()}
        for pk, below in parents.items():
            if number := len(set().union(*(having[tag] for tag in below if tag in having))):
                numbers[pk] = number
        return numbers


def _some(counted: Mapping[int, int], chosen: Sequence[int]) -> dict[int, int]:
    """The commonest, and each of the chosen ones."""
    common = sorted(counted, key=lambda pk: (-counted[pk], pk))[:SHOWN]
    return {pk: counted.get(pk, 0) for pk in (*common, *chosen)}


def _sorted(rows: Iterable[tuple[int, str, str]], numbers: Mapping[int, int]) -> list[FacetValue]:
    found = [FacetValue(pk, name, slug, numbers[pk]) for pk, name, slug in rows]
    return sorted(found, key=lambda value: (-(value.number or 0), value.name))


def _day(docid: int) -> dt.date:
    return dt.date.fromordinal(FIRST_DAY + docid // PER_DAY)


def _docid(day: dt.date, days_after: int = 0) -> int:
    """The lowest docid of a day, or of one so many days after it."""
    return (day.toordinal() - FIRST_DAY + days_after) * PER_DAY
