"""The filters of the list of annotations, of a tag's passages, and of what is exported of them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from articles.fields import NamesField, TagsField, WordsField, YesNoField
from articles.filters.fields import ArticleField, PeopleField, StatesField
from articles.filters.parts import ArticleForm, ScopeFilter, day, keys
from articles.models import Annotation, Author, Source, Tag
from articles.models.passage_listing import BY_ARTICLE, NEWEST, OLDEST, PassageListing
from articles.models.passages import PassageScope, families

ORDERS = [(NEWEST, "Newest first"), (OLDEST, "Oldest first"), (BY_ARTICLE, "By article")]


class AnnotationFilter(django_filters.FilterSet):
    """Annotations by what they say, who says it, and what of.

    `tag`, `by`, `state`, `source` and `author` may be repeated and mean any of them; `also` may be
    repeated and means all of them. A tag stands for those below it too, unless `with_children` is
    no. `tag` given to the filter itself is one that all must have, as on the tag's own page.
    """

    q = ScopeFilter(WordsField, label="Words")
    tag = ScopeFilter(TagsField, queryset=Tag.objects.all(), label="Tag")
    also = ScopeFilter(TagsField, queryset=Tag.objects.all(), label="And tag")
    with_children = ScopeFilter(YesNoField, label="With the tags below")
    by = ScopeFilter(PeopleField, label="Person")
    state = ScopeFilter(StatesField, label="State")
    visibility = ScopeFilter(
        forms.ChoiceField,
        label="Visibility",
        choices=Annotation.Visibility,
        error_messages={"invalid_choice": "Annotations are shared or private."},
    )
    has_note = ScopeFilter(YesNoField, label="With a note")
    source = ScopeFilter(NamesField, queryset=Source.objects.all(), what="source", label="Source")
    author = ScopeFilter(NamesField, queryset=Author.objects.all(), what="author", label="Author")
    article = ScopeFilter(ArticleField, label="Article")
    published_after = day("From")
    published_before = day("To")
    order = ScopeFilter(
        forms.ChoiceField,
        label="Order",
        choices=ORDERS,
        error_messages={"invalid_choice": "Orders are newest, oldest and article."},
    )

    class Meta:
        model = Annotation
        fields: list[str] = []
        form = ArticleForm

    def __init__(self, data: QueryDict, *, viewer: Any = None, tag: Tag | None = None) -> None:
        super().__init__(data, queryset=Annotation.objects.all())
        self.viewer, self.fixed = viewer, tag
        self.form.fields["by"].viewer = viewer

    @cached_property
    def scope(self) -> PassageScope:
        """What the valid form asks for. Raises AttributeError before `is_valid`."""
        asked = self.form.cleaned_data
        also = [*([self.fixed] if self.fixed else []), *asked["also"]]
        tags, family = asked["tag"], self.family
        return PassageScope(
            query=asked["q"],
            tags=tuple(sorted(set().union(*(family(tag) for tag in tags)))),
            also=tuple(tuple(sorted(family(tag))) for tag in also),
            people=keys(asked["by"]),
            states=asked["state"],
            visibility=asked["visibility"],
            has_note=asked["has_note"],
            sources=keys(asked["source"]),
            authors=keys(asked["author"]),
            article=asked["article"],
            after=asked["published_after"],
            before=asked["published_before"],
            viewer=self.viewer,
        )

    @property
    def takes_children(self) -> bool:
        """Whether a tag stands for those below it too."""
        return self.form.cleaned_data.get("with_children") is not False

    @property
    def listing(self) -> PassageListing:
        return PassageListing(self.scope, self.form.cleaned_data["order"] or NEWEST)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The annotations in scope, every one, for those who want rows and no pages."""
        return queryset.filter(pk__in=self.listing.everything.values("pk"))

    def family(self, tag: Tag) -> set[int]:
        """The tags that a tag stands for, by primary keys."""
        return self.families.get(tag.pk, {tag.pk}) if self.takes_children else {tag.pk}

    @cached_property
    def families(self) -> dict[int, set[int]]:
        """Each tag, and those below it, by primary keys."""
        return families()
