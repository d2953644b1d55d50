"""What narrows the admin's list of annotations down; it starts from what the person may see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.choosing import is_key
from articles.admin.list_filters import Narrowing
from articles.admin.passage import shortened
from articles.admin.typed_filter import LinkedFilter, TypedFilter
from articles.models import Annotation, Article, Tag

TAGS_OFFERED = 300


class TagFilter(TypedFilter):
    title = "tag"
    parameter_name = "tag"

    def suggestions(self) -> list[str]:
        return list(Tag.objects.order_by("name").values_list("name", flat=True)[:TAGS_OFFERED])

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        tagged = Annotation.tags.through.objects.filter(tag__name__iexact=value)
        return queryset.filter(pk__in=tagged.values("annotation"))


class PersonFilter(TypedFilter):
    title = "person"
    parameter_name = "person"

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(author__username__icontains=value)


class NoteFilter(Narrowing):
    title = "note"
    parameter_name = "note"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With a note"), ("no", "Without")]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value not in {"yes", "no"}:
            raise ValueError(value)
        return queryset.exclude(note="") if value == "yes" else queryset.filter(note="")


class KindFilter(Narrowing):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("passage", "Of a passage"),
            ("article", "Of a whole article"),
            ("reply", "Replies"),
        ]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        match value:
            case "passage":
                return queryset.filter(start__isnull=False)
            case "article":
                return queryset.filter(start=None, reply_to=None)
            case "reply":
                return queryset.filter(reply_to__isnull=False)
        raise ValueError(value)


class ArticleFilter(LinkedFilter):
    """The annotations of one article: its own page in the admin links here."""

    title = "article"
    parameter_name = "article"

    def label(self, request: HttpRequest, chosen: str) -> str:
        if not is_key(chosen):
            return chosen[:50]
        title = Article.objects.filter(pk=int(chosen)).values_list("title", flat=True).first()
        return shortened(title or chosen, 60)

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not is_key(value):
            raise ValueError(value)
        return queryset.filter(article=int(value))


FILTERS: list[Any] = [
    ("state", admin.ChoicesFieldListFilter),
    ("visibility", admin.ChoicesFieldListFilter),
    TagFilter,
    PersonFilter,
    NoteFilter,
    KindFilter,
    ArticleFilter,
]
