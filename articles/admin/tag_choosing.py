"""Tags that people choose by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.admin.choosing import is_key
from articles.models import Annotation, Tag


class TagsSelect(AutocompleteSelectMultiple):
    def __init__(self) -> None:
        super().__init__(Annotation._meta.get_field("tags"), admin.site)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if is_key(one)], attrs)

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """Without the sign that takes out all: it would stand in a list and be no item of it."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-allow-clear": "false"}


class TagsField(forms.ModelMultipleChoiceField):
    """Any number of tags of the codebook."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Tag.objects.all(), widget=TagsSelect(), **kwargs)

    def clean(self, value: Any) -> QuerySet[Any]:
        for one in value or ():
            if not is_key(one):
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": one})
        return super().clean(value)


class ParentSelect(AutocompleteSelect):
    def __init__(self) -> None:
        super().__init__(Tag._meta.get_field("parent"), admin.site)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if is_key(one)], attrs)
