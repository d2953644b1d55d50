"""A scope of the archive in an order, page by page, at any size.

Everything works on docids, which narrow indexes hold; a page's rows are read afterwards. An archive
of a million articles forbids three things: sorting all that match, counting all that match, and
walking the archive by date for something rare. So totals stop at a cap, and what is rarer than
the cap is gathered first and sorted, while what is commoner is met soon by walking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.models.annotation import Annotation
from articles.models.article import Article
from articles.models.author import Authorship
from articles.models.scope import Scope
from articles.search import Criteria, backend

CAP = 10_000
Order = Literal["newest", "oldest", "relevance"]
NEWEST: Order = "newest"
OLDEST: Order = "oldest"
RELEVANCE: Order = "relevance"


@dataclass(frozen=True, slots=True)
class Total:
    """How many articles: exact, or the cap when `capped`, and then there are more."""

    number: int
    capped: bool

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.capped else ''}"


class Listing:
    """The articles of a scope in one of the orders."""

    def __init__(self, scope: Scope, order: Order = NEWEST) -> None:
        self.scope = scope
        self.order = order if scope.query is not None or order != RELEVANCE else NEWEST
        # The index of words knows authors too, and gives the articles of any number of them in
        # order; their own table would have to be sorted.
        self._by_index = scope.query is not None or (
            bool(scope.authors) and not scope.about_annotations
        )

    @cached_property
    def total(self) -> Total:
        if self._by_index:
            found = backend().count(self._criteria, CAP + 1)
        elif self._is_tagged_alone:
            found = self._tagged
        else:
            found = self.matching[: CAP + 1].count()
        return Total(min(found, CAP), found > CAP or self.looks_at_newest)

    def docids(self, offset: int, limit: int) -> list[int]:
        """The docids of a page; `offset` and `limit` count articles."""
        if self._by_index:
            return backend().docids(self._criteria, order=self.order, offset=offset, limit=limit)
        ordered = self._ordered(self.matching, newest=self.order == NEWEST)
        return list(ordered.values_list("docid", flat=True)[offset : offset + limit])

    def neighbours(self, docid: int) -> tuple[int | None, int | None]:
        """The docids before and after one of the list; None at its ends, and both by relevance."""
        if self.order == RELEVANCE:
            return None, None
        newer, older = self._newer(docid), self._older(docid)
        return (newer, older) if self.order == NEWEST else (older, newer)

    def hits(self, cap: int) -> QuerySet[Article]:
        """The newest `cap` articles of the scope, as a query that others count in."""
        if self._by_index:
            newest: Any = backend().hits(self._criteria, cap)
            return Article.objects.order_by().filter(docid__in=newest)
        if not self.total.capped:
            return self.matching
        ordered = self._ordered(self.matching, newest=True)
        return Article.objects.order_by().filter(docid__in=ordered.values("docid")[:cap])

    def _newer(self, docid: int) -> int | None:
        if self._by_index:
            return backend().newer(self._criteria, docid)
        return _first(self._ordered(self.matching.filter(docid__gt=docid), newest=False))

    def _older(self, docid: int) -> int | None:
        if self._by_index:
            return backend().older(self._criteria, docid)
        return _first(self._ordered(self.matching.filter(docid__lt=docid), newest=True))

    @cached_property
    def _criteria(self) -> Criteria:
        if not self.scope.about_annotations:
            return self.scope.criteria()
        return self.scope.criteria(only=tuple(self._any_words.docids(0, CAP)))

    @cached_property
    def looks_at_newest(self) -> bool:
        """Whether words are looked for in the newest `CAP` articles alone.

        The search index knows nothing of annotations: it is told which articles to look at.
        """
        if self.scope.query is None or not self.scope.about_annotations:
            return False
        return self._any_words.total.capped

    @cached_property
    def _any_words(self) -> Listing:
        return Listing(self.scope.without(query=None))

    @cached_property
    def matching(self) -> QuerySet[Article]:
        """The scope as a query without order (and without words)."""
        scope = self.scope
        articles = Article.objects.order_by()
        if scope.first is not None:
            articles = articles.filter(docid__gte=scope.first)
        if scope.end is not None:
            articles = articles.filter(docid__lt=scope.end)
        if scope.sources:
            articles = articles.filter(source__in=scope.sources)
        if scope.authors:
            written = Authorship.objects.order_by().filter(author__in=scope.authors)
            articles = articles.filter(self._among(written, "docid"))
        if scope.tags or scope.annotated:
            articles = articles.filter(self._among(self._annotations(), "article"))
        if scope.annotated is False:
            visible = Annotation.objects.visible_to(scope.viewer)
            articles = articles.exclude(Exists(visible.filter(article=OuterRef("pk"))))
        return articles

    @property
    def _is_tagged_alone(self) -> bool:
        """Whether the articles are all those with the tags, which are counted soonest."""
        scope = self.scope
        narrowed = scope.sources or scope.authors or (scope.first, scope.end) != (None, None)
        return bool(scope.tags) and scope.annotated is not False and not narrowed

    @cached_property
    def _tagged(self) -> int:
        """How many articles have one of the tags, one more than the cap at most."""
        return self._annotations().values("article").distinct()[: CAP + 1].count()

    def _annotations(self) -> QuerySet[Annotation]:
        visible = Annotation.objects.visible_to(self.scope.viewer).order_by()
        return visible.filter(tags__in=self.scope.tags) if self.scope.tags else visible

    def _among(self, rows: QuerySet[Any], column: str) -> Q | Exists:
        """Articles that other rows name: gathered when they are few, looked up one by one else."""
        target = "docid" if column == "docid" else "pk"
        few = rows[: CAP + 1].count() <= CAP
        # A tag may be on few articles many times: by walking these would be met late.
        if few or (column == "article" and self.scope.tags and self._tagged <= CAP):
            return Q(**{f"{target}__in": rows.values(column)})
        return Exists(rows.filter(**{column: OuterRef(target)}))

    def _ordered(self, articles: QuerySet[Article], *, newest: bool) -> QuerySet[Article]:
        """In order: by sorting what is few, by walking the index where there are many."""
        docid: Any = F("docid")
        if self._needs_sorting and not self.total.capped:
            docid = docid + 0
        return articles.order_by(docid.desc() if newest else docid.asc())

    @cached_property
    def _needs_sorting(self) -> bool:
        """Whether no index gives the scope in order, so that walking by date may meet nothing."""
        return (
            len(self.scope.sources) > 1 or bool(self.scope.authors) or self.scope.about_annotations
        )


def _first(articles: QuerySet[Article]) -> int | None:
    return articles.values_list("docid", flat=True).first()


def in_order(docids: Sequence[int], rows: dict[int, Any]) -> list[Any]:
    """The rows in the order of their docids, without those that are gone meanwhile."""
    return [rows[docid] for docid in docids if docid in rows]
