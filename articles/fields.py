"""Form fields that read what URLs of lists hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from articles.models.name import NamedQuerySet, name_key
from articles.search import Query, parse

MOST_VALUES = 100


class WordsField(forms.CharField):
    """A search as the user typed it; its value is the parsed `Query`, None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)

    def clean(self, value: Any) -> Query | None:
        words = super().clean(value)
        return parse(words) if words else None


class NamesField(forms.Field):
    """Sources or authors by slug or name; its value is a tuple of rows, any of which may match."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, queryset: NamedQuerySet, what: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset, self.what = queryset, what

    def clean(self, value: Any) -> tuple[Any, ...]:
        values = several(value)
        if not values:
            return ()
        rows = tuple(self.queryset.addressed(values))
        known = {row.slug for row in rows} | {row.key for row in rows}
        merged = list(self.queryset.filter(merged_into__in=rows))
        known |= {row.slug for row in merged} | {row.key for row in merged}
        for one in values:
            if one not in known and name_key(one) not in known:
                raise unknown(self.what, one)
        return rows

    def known(self, values: Sequence[str]) -> tuple[Any, ...]:
        """Those of the values that there are, so that a wrong one does not undo the others."""
        return tuple(self.queryset.addressed(several(values)))


class TagsField(forms.Field):
    """Tags by slug or else by name, any of which may match; its value is a tuple of rows."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, queryset: models.QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset

    def clean(self, value: Any) -> tuple[Any, ...]:
        rows = []
        for one in several(value):
            row = self._row(one)
            if row is None:
                raise unknown("tag", one)
            rows.append(row)
        return tuple(dict.fromkeys(rows))

    def known(self, values: Sequence[str]) -> tuple[Any, ...]:
        """Those of the values that there are, so that a wrong one does not undo the others."""
        found = (self._row(one) for one in several(values))
        return tuple(dict.fromkeys(row for row in found if row is not None))

    def _row(self, value: str) -> Any:
        # The slug of “C++” is the name of “C”: what is a slug is no name.
        rows = list(self.queryset.filter(models.Q(slug=value) | models.Q(name__iexact=value)))
        by_slug = (row for row in rows if row.slug == value)
        return next(by_slug, rows[0] if rows else None)


class YesNoField(forms.Field):
    """yes, no or nothing, in the spellings that people put into URLs."""

    spellings = {
        "": None,
        "yes": True,
        "true": True,
        "1": True,
        "no": False,
        "false": False,
        "0": False,
    }

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "Any"), ("yes", "Yes"), ("no", "No")]
        super().__init__(widget=forms.Select(choices=choices), **kwargs)

    def prepare_value(self, value: Any) -> str:
        """The spelling that the control offers, so that it shows what the URL says."""
        spelled = str(value or "").strip().casefold()
        means = self.spellings.get(spelled)
        return spelled if means is None else "yes" if means else "no"

    def clean(self, value: Any) -> bool | None:
        spelled = (value or "").strip().casefold()
        if spelled not in self.spellings:
            raise ValidationError(f"“{value}” is neither yes nor no.", code="invalid")
        return self.spellings[spelled]


def unknown(what: str, value: str) -> ValidationError:
    """The refusal of a value, which its form shows again."""
    return ValidationError(
        "There is no %(what)s called “%(value)s”.",
        code="unknown",
        params={"what": what, "value": value},
    )


def several(value: Any) -> Sequence[str]:
    """The values that say something, each once; raises ValidationError when there are too many."""
    given = value if isinstance(value, (list, tuple)) else [value]
    values = list(dict.fromkeys(one.strip() for one in given if one and one.strip()))
    if len(values) > MOST_VALUES:
        raise ValidationError(f"Choose {MOST_VALUES} at most.", code="too_many")
    if any(len(one) > 300 or "\0" in one for one in values):
        raise ValidationError("That is no name in this archive.", code="unknown")
    return values
