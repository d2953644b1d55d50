"""Rows that people choose, by primary keys that come from their browsers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.models import Article, Author


def is_key(written: Any) -> bool:
    """Whether it can be a primary key: decimal digits, of no more than the column holds."""
    text = str(written)
    return text.isascii() and text.isdecimal() and len(text) <= 18


class SourceSelect(AutocompleteSelect):
    def __init__(self) -> None:
        super().__init__(Article._meta.get_field("source"), admin.site)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        return super().optgroups(name, _keys(value), attrs)


class AuthorsSelect(AutocompleteSelectMultiple):
    def __init__(self) -> None:
        super().__init__(Article._meta.get_field("authors"), admin.site)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        return super().optgroups(name, _keys(value), attrs)

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """Without the sign that takes out all: it would stand in a list and be no item of it."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-allow-clear": "false"}


class AuthorsField(forms.ModelMultipleChoiceField):
    """Any number of authors that stand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Author.objects.standing(), widget=AuthorsSelect(), **kwargs)

    def clean(self, value: Any) -> QuerySet[Any]:
        for one in value or ():
            if not is_key(one):
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": one})
        return super().clean(value)


def _keys(values: Sequence[str]) -> list[str]:
    """Of values sent, Django looks up even those that no column can hold, and fails."""
    return [one for one in values if is_key(one)]
