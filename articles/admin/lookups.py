"""What the address of an admin's list may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest

OF_RELATION = ("__id__exact", "__isnull")
LONGEST_SEARCH = 200  # code points; databases refuse patterns of thousands, and as many words
OF_COLUMN = ("", "__exact", "__gte", "__lt", "__isnull")


class OfferedLookups(admin.ModelAdmin):
    """A list is narrowed by its own filters alone; any other parameter leads to the whole list.

    Django takes every column as a parameter, and fails in the database on a key or a year that
    is out of its bounds.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        chosen: Any = self.get_list_filter(request) if request else self.list_filter
        if not any(lookup in self._parameters(one) for one in chosen):
            raise IncorrectLookupParameters(f"The list has no filter {lookup[:40]}.")
        return True

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def _parameters(self, one: Any) -> Iterator[str]:
        """The parameters of a filter, as `list_filter` names it."""
        if isinstance(one, type):
            yield getattr(one, "parameter_name", "")
            return
        name = one if isinstance(one, str) else one[0]
        try:
            is_relation = self.opts.get_field(name).is_relation
        except FieldDoesNotExist:
            is_relation = False
        for ending in OF_RELATION if is_relation else OF_COLUMN:
            yield f"{name}{ending}"
