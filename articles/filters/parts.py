"""What the filters of several lists are made of."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

DATE_HELP = "Year, month and day, such as 2019-11-07."


class ArticleForm(forms.Form):
    """What the filters of articles have in common to check."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        after, before = cleaned.get("published_after"), cleaned.get("published_before")
        if after and before and after > before:
            self.add_error("published_before", "The last day is before the first one.")
        return cleaned


class ScopeFilter(django_filters.Filter):
    """A filter whose value becomes part of a scope, which is applied as a whole."""

    def __init__(self, field_class: Any, **kwargs: Any) -> None:
        self.field_class = field_class
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


def day(label: str) -> ScopeFilter:
    return ScopeFilter(
        forms.DateField,
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": f"This is no date. {DATE_HELP}"},
    )


def keys(rows: tuple[Any, ...]) -> tuple[int, ...]:
    """Primary keys, in an order that does not depend on that of the choice."""
    return tuple(sorted(row.pk for row in rows))
