"""The filters of the lists: each FilterSet is the form of its page."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from articles.fields import NamesField, TagsField, WordsField, YesNoField
from articles.models import Article, Author, Source, Tag
from articles.models.listing import CAP, NEWEST, OLDEST, RELEVANCE, Listing
from articles.models.scope import Scope

ORDERS = [(NEWEST, "Newest first"), (OLDEST, "Oldest first"), (RELEVANCE, "Best match first")]
DATE_HELP = "Year, month and day, such as 2019-11-07."


class ArticleForm(forms.Form):
    """What the filters of the list have in common to check."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        after, before = cleaned.get("published_after"), cleaned.get("published_before")
        if after and before and after > before:
            self.add_error("published_before", "The last day is before the first one.")
        return cleaned


class _Filter(django_filters.Filter):
    """A filter whose value becomes part of the `Scope`; the scope is applied as a whole."""

    def __init__(self, field_class: Any, **kwargs: Any) -> None:
        self.field_class = field_class
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


def _date(label: str) -> _Filter:
    return _Filter(
        forms.DateField,
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": f"This is no date. {DATE_HELP}"},
    )


class ArticleFilter(django_filters.FilterSet):
    """The list of articles: words, sources, authors, tags, annotated or not, days, order."""

    q = _Filter(WordsField, label="Words")
    source = _Filter(NamesField, queryset=Source.objects.all(), what="source", label="Source")
    author = _Filter(NamesField, queryset=Author.objects.all(), what="author", label="Author")
    tag = _Filter(TagsField, queryset=Tag.objects.all(), label="Tag")
    annotated = _Filter(YesNoField, label="Annotated")
    published_after = _date("From")
    published_before = _date("To")
    order = _Filter(
        forms.ChoiceField,
        label="Order",
        choices=ORDERS,
        error_messages={"invalid_choice": "Orders are newest, oldest and relevance."},
    )

    class Meta:
        model = Article
        fields: list[str] = []
        form = ArticleForm

    def __init__(self, data: QueryDict, *, viewer: Any = None) -> None:
        super().__init__(data, queryset=Article.objects.all())
        self.viewer = viewer

    @property
    def scope(self) -> Scope:
        """What the valid form asks for. Raises AttributeError before `is_valid`."""
        asked = self.form.cleaned_data
        return Scope(
            query=asked["q"],
            sources=_keys(asked["source"]),
            authors=_keys(asked["author"]),
            tags=_keys(asked["tag"]),
            annotated=asked["annotated"],
            after=asked["published_after"],
            before=asked["published_before"],
            viewer=self.viewer,
        )

    @property
    def listing(self) -> Listing:
        return Listing(self.scope, self.form.cleaned_data["order"] or NEWEST)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The newest articles in scope, for those who want rows and no pages."""
        return queryset.filter(docid__in=self.listing.hits(CAP).values("docid"))


def _keys(rows: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(sorted(row.pk for row in rows))
