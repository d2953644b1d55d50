"""The filters of the list of articles."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from articles.fields import NamesField, TagsField, WordsField, YesNoField
from articles.filters.parts import ArticleForm, ScopeFilter, day, keys
from articles.models import Article, Author, Source, Tag
from articles.models.listing import CAP, NEWEST, OLDEST, RELEVANCE, Listing
from articles.models.scope import Scope

ORDERS = [(NEWEST, "Newest first"), (OLDEST, "Oldest first"), (RELEVANCE, "Best match first")]


class ArticleFilter(django_filters.FilterSet):
    """The list of articles: words, sources, authors, tags, annotated or not, days, order."""

    q = ScopeFilter(WordsField, label="Words")
    source = ScopeFilter(NamesField, queryset=Source.objects.all(), what="source", label="Source")
    author = ScopeFilter(NamesField, queryset=Author.objects.all(), what="author", label="Author")
    tag = ScopeFilter(TagsField, queryset=Tag.objects.all(), label="Tag")
    annotated = ScopeFilter(YesNoField, label="Annotated")
    published_after = day("From")
    published_before = day("To")
    order = ScopeFilter(
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
            sources=keys(asked["source"]),
            authors=keys(asked["author"]),
            tags=keys(asked["tag"]),
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
