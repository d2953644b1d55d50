"""Pages of lists that are too long to be counted."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet

from articles.models.listing import CAP


class AtLeast(int):
    """A number of rows of which there are more, and shown so."""

    def __str__(self) -> str:
        return f"{int(self):,}+"


class CappedPaginator(Paginator):
    """Counts and turns pages as far as the cap; who seeks older rows narrows down."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list)
        found = rows.order_by()[: CAP + 1].count()
        return AtLeast(CAP) if found > CAP else found
