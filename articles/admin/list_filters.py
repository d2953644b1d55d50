"""What narrows the admin's list of articles down, answered from indexes at any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from articles.admin.choosing import is_key
from articles.admin.periods import Period, years
from articles.models import Author, Authorship, Revision, Source
from articles.models.docid import first_docid
from articles.models.scope import YEAR_ONE, Scope

SOURCES_SHOWN = 100
SOURCE, AUTHOR, PUBLISHED = "source", "author", "published"


def scope_of(params: QueryDict, **values: Any) -> Scope:
    """The part of the archive that the filters ask for. Raises ValueError for odd values."""
    if source := params.get(SOURCE):
        values["sources"] = (_key(source),)
    if author := params.get(AUTHOR):
        values["authors"] = (_key(author),)
    if published := params.get(PUBLISHED):
        period = Period.read(published)
        values |= {"after": period.first, "before": period.last}
    return Scope(**values)


class Narrowing(admin.SimpleListFilter):
    """A filter that says so when its value makes no sense, and then finds nothing."""

    on_top = False

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        try:
            return self.narrow(queryset, value)
        except ValueError:
            messages.error(request, f"This is no {self.title} to filter by: {value[:50]}")
            return queryset.none()

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Raises ValueError for a value that makes no sense."""
        raise NotImplementedError


class PeriodFilter(Narrowing):
    """Years, then months, then days, in a bar above the list.

    Django's own walks all dates to offer only those that have articles.
    """

    title = "date"
    parameter_name = PUBLISHED
    template = "admin/articles/article/date_bar.html"
    on_top = True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        period = Period.read(value)
        scope = Scope(after=period.first, before=period.last)
        queryset = queryset.filter(docid__gte=scope.first)
        return queryset if scope.end is None else queryset.filter(docid__lt=scope.end)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """First the way back, the last of it selected, then what lies within."""
        try:
            period = Period.read(self.value() or "")
        except ValueError:
            period = None
        around = period.around if period else []
        yield {
            "back": True,
            "selected": not around,
            "query_string": changelist.get_query_string(remove=[PUBLISHED]),
            "display": "All dates",
        }
        for choice in around:
            yield self._choice(changelist, choice, back=True, selected=choice == period)
        for choice in period.within if period else years():
            yield self._choice(changelist, choice)

    def _choice(
        self, changelist: Any, period: Period, *, back: bool = False, selected: bool = False
    ) -> dict[str, Any]:
        return {
            "back": back,
            "selected": selected,
            "query_string": changelist.get_query_string({PUBLISHED: str(period)}),
            "display": str(period.day) if period.day and not back else period.label,
        }


class StateFilter(Narrowing):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("revised", "With revisions"),
            ("duplicate", "Duplicates"),
            ("undated", "Without a date"),
        ]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        match value:
            case "revised":
                return queryset.filter(pk__in=Revision.objects.order_by().values("article"))
            case "duplicate":
                return queryset.filter(duplicate_of__isnull=False)
            case "undated":
                return queryset.filter(docid__lt=first_docid(YEAR_ONE))
        raise ValueError(value)


class SourceFilter(Narrowing):
    title = "source"
    parameter_name = SOURCE

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sources = Source.objects.standing().order_by("key").values_list("pk", "name")
        return [(str(pk), name) for pk, name in sources[:SOURCES_SHOWN]]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(source=_key(value))


class AuthorFilter(Narrowing):
    """Shown for the author whose articles are listed: the list of authors links here."""

    title = "author"
    parameter_name = AUTHOR

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        try:
            chosen = Author.objects.filter(pk=_key(request.GET.get(AUTHOR, "")))
        except ValueError:
            return []
        return [(str(pk), name) for pk, name in chosen.values_list("pk", "name")]

    def has_output(self) -> bool:
        return self.value() is not None

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        written = Authorship.objects.order_by().filter(author=_key(value))
        return queryset.filter(docid__in=written.values("docid"))


def _key(value: str) -> int:
    """A primary key as written in an address. Raises ValueError for anything else."""
    if not is_key(value):
        raise ValueError(value)
    return int(value)
