"""A scope of the annotations in an order, page by page, at any size.

It works as the list of articles does (`articles.models.listing`): totals stop at a cap; what is
rarer than the cap is found first and sorted, and what is commoner is met soon by walking an index
in the order of the list. Everything here is about primary keys; a page's rows are read afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.models.annotation import Annotation
from articles.models.author import Authorship
from articles.models.listing import CAP, Total
from articles.models.passages import PassageScope
from articles.search import ANNOTATIONS, Criteria, backend
from articles.search.index import SearchIndex

Order = Literal["newest", "oldest", "article"]
NEWEST: Order = "newest"
OLDEST: Order = "oldest"
BY_ARTICLE: Order = "article"

ALL_HITS = 2**31


class PassageListing:
    """The annotations of a scope in one of the orders."""

    def __init__(self, scope: PassageScope, order: Order = NEWEST) -> None:
        self.scope, self.order = scope, order

    @cached_property
    def total(self) -> Total:
        return Total(min(len(self._some), CAP), self.is_sampled)

    @property
    def is_sampled(self) -> bool:
        """Whether the scope may have more than `newest` gives."""
        return len(self._some) > CAP or self.looks_at_newest

    @cached_property
    def newest(self) -> list[int]:
        """The keys of the newest, `CAP` at most; in no order when they are all."""
        if len(self._some) <= CAP:
            return self._some
        ordered = PassageListing(self.scope)._ordered(self.matching, sort=False)
        return list(ordered.values_list("pk", flat=True)[:CAP])

    @cached_property
    def _some(self) -> list[int]:
        """Keys in no order, one more than the cap at most: counts beside the list need them."""
        return list(self.matching.values_list("pk", flat=True)[: CAP + 1])

    def keys(self, offset: int, limit: int) -> list[int]:
        """The primary keys of a page; `offset` and `limit` count annotations."""
        ordered = self._ordered(self.matching, sort=not self.total.capped)
        return list(ordered.values_list("pk", flat=True)[offset : offset + limit])

    @property
    def everything(self) -> QuerySet[Annotation]:
        """All annotations of the scope in order, whatever that costs: for exports."""
        rows = self._narrowed
        if self.scope.query is not None:
            rows = rows.filter(pk__in=self._index.hits(self._criteria, ALL_HITS))
        return self._ordered(rows, sort=False)

    @cached_property
    def matching(self) -> QuerySet[Annotation]:
        """The scope as a query without order."""
        rows = self._narrowed
        if self.scope.query is None:
            return rows
        if self._any_words_are_fewer:
            only = tuple(self._any_words.newest)
            among = self._index.contains(only, self._criteria)
            return rows.filter(pk__in=self._index.among(sorted(among)))
        return rows.filter(pk__in=self._index.hits(self._criteria, CAP))

    @cached_property
    def looks_at_newest(self) -> bool:
        """Whether the rest of the filter is applied to the newest `CAP` hits of the words alone."""
        return self._has_many_hits and not self._any_words_are_fewer

    @cached_property
    def _any_words_are_fewer(self) -> bool:
        """Whether to look for the words in what the rest of the filter leaves."""
        return self._has_many_hits and self.scope.is_narrowed and not self._any_words.total.capped

    @cached_property
    def _has_many_hits(self) -> bool:
        return self.scope.query is not None and self._index.count(self._criteria, CAP + 1) > CAP

    @cached_property
    def _any_words(self) -> PassageListing:
        return PassageListing(self.scope.without(query=None))

    @property
    def _index(self) -> SearchIndex:
        return backend(table=ANNOTATIONS)

    @property
    def _criteria(self) -> Criteria:
        return Criteria(self.scope.query)

    @cached_property
    def _narrowed(self) -> QuerySet[Annotation]:
        """All of the scope but its words."""
        scope = self.scope
        rows = Annotation.objects.visible_to(scope.viewer).first_level().order_by()
        for tags in (*([scope.tags] if scope.tags else []), *scope.also):
            rows = rows.filter(_tagged(tags))
        if scope.people:
            rows = rows.filter(_any_of("author", scope.people))
        if scope.states:
            rows = rows.filter(_any_of("state", scope.states))
        if scope.visibility:
            rows = rows.filter(visibility=scope.visibility)
        if scope.visibility == Annotation.Visibility.PRIVATE:
            # One sees one's own alone: an index has these, instead of one in very many.
            rows = rows.filter(author=getattr(scope.viewer, "pk", None))
        if scope.has_note is not None:
            rows = rows.exclude(note="") if scope.has_note else rows.filter(note="")
        return self._of_articles(rows)

    def _of_articles(self, rows: QuerySet[Annotation]) -> QuerySet[Annotation]:
        scope = self.scope
        if scope.article is not None:
            rows = rows.filter(article=scope.article)
        if scope.sources:
            rows = rows.filter(_any_of("article__source", scope.sources))
        if scope.authors:
            written = Authorship.objects.order_by().filter(author__in=scope.authors)
            rows = rows.filter(article__in=written.values("article"))
        if scope.days.first is not None:
            rows = rows.filter(article__docid__gte=scope.days.first)
        if scope.days.end is not None:
            rows = rows.filter(article__docid__lt=scope.days.end)
        return rows

    def _ordered(self, rows: QuerySet[Annotation], *, sort: bool) -> QuerySet[Annotation]:
        """In order: by sorting what is few, by walking the index where there are many."""
        if self.order == BY_ARTICLE:
            return rows.order_by("-article__docid", F("start").asc(nulls_first=True), "pk")
        narrowed = self.scope.is_narrowed or self.scope.query is not None
        # No index has this, so what the filter leaves is sorted.
        at: Any = Coalesce("created_at", "updated_at") if sort and narrowed else F("created_at")
        if self.order == OLDEST:
            return rows.order_by(at.asc(), "pk")
        return rows.order_by(at.desc(), "-pk")


def _any_of(column: str, values: Sequence[Any]) -> Q:
    """A column with one of the values. Of a single one, an index gives the rows in order."""
    return Q(**({column: values[0]} if len(values) == 1 else {f"{column}__in": values}))


def _tagged(tags: Sequence[int]) -> Q | Exists:
    """Annotations with one of the tags: gathered when they are few, looked up one by one else."""
    links = Annotation.tags.through.objects.order_by().filter(tag__in=tags)
    if links[: CAP + 1].count() <= CAP:
        return Q(pk__in=links.values("annotation"))
    return Exists(links.filter(annotation=OuterRef("pk")))
