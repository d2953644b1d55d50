"""Filters of the admin's lists whose value is typed: no list of all people or tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.list_filters import Narrowing
from articles.admin.lookups import LONGEST_SEARCH
from articles.admin.typed import line

PAGE = "p"


class TypedFilter(Narrowing):
    """A field to type into. Subclasses say how to `narrow` and may offer some `suggestions`."""

    template = "admin/articles/typed_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        typed = line((self.value() or "")[:LONGEST_SEARCH])
        return self.narrow(queryset, typed) if typed else queryset

    def suggestions(self) -> list[str]:
        return []

    def choices(self, changelist: Any) -> Iterator[Any]:
        """One that says all that the form needs."""
        others = {
            name: value
            for name, value in changelist.params.items()
            if name not in {self.parameter_name, PAGE}
        }
        yield {
            "name": self.parameter_name,
            "value": self.value() or "",
            "others": others,
            "all": changelist.get_query_string(remove=[self.parameter_name]),
            "suggestions": self.suggestions(),
            "selected": not self.value(),
        }


class LinkedFilter(Narrowing):
    """One that other pages link to: shown only where it is in use, to be taken off."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        chosen = request.GET.get(self.parameter_name or "", "")
        return [(chosen, self.label(request, chosen))] if chosen else []

    def label(self, request: HttpRequest, chosen: str) -> str:
        raise NotImplementedError

    def has_output(self) -> bool:
        return self.value() is not None
