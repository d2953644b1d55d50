"""Sources and authors in the admin: renamed and merged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.actions.names import merge_authors, merge_sources
from articles.models import Article, Author, Authorship, Source


class NameAdmin(admin.ModelAdmin):
    """What both have in common: a name to correct, and several to make one of."""

    fields = ["name"]
    list_display = ["name", "articles", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["name"]
    ordering = ["name"]
    list_per_page = 50
    actions = ["merge"]
    counted: QuerySet[Any]
    merge_rows: Callable[..., int]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        number = self.counted.annotate(number=Count("*")).values("number")
        rows = super().get_queryset(request).annotate(articles=Coalesce(Subquery(number), 0))
        return cast("QuerySet[Any]", rows)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Merged names are not offered to choose from."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(ordering="articles")
    def articles(self, row: Any) -> int:
        return int(row.articles)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that no article names may go; others are merged instead."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or getattr(obj, "articles", 0) == 0)

    @admin.action(description="Merge the chosen ones…", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset.filter(merged_into=None).order_by("-articles", "name"))
        chosen = {str(row.pk): row for row in rows}
        if len(rows) < 2:
            self.message_user(
                request, "Choose two or more that stand by themselves.", messages.WARNING
            )
            return None
        if into := chosen.get(request.POST.get("into", "")):
            moved = type(self).merge_rows(rows, into)
            self.message_user(
                request,
                f"Merged into {into}: {moved:,} articles moved. Old addresses lead to it.",
                messages.SUCCESS,
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {self.opts.verbose_name_plural}",
            "rows": rows,
            "opts": self.opts,
        }
        return render(request, "admin/articles/merge.html", context)


@admin.register(Source)
class SourceAdmin(NameAdmin):
    counted = Article.objects.order_by().filter(source=OuterRef("pk")).values("source")

    @staticmethod
    def merge_rows(rows: list[Source], into: Source) -> int:
        return merge_sources(sources=rows, into=into)


@admin.register(Author)
class AuthorAdmin(NameAdmin):
    counted = Authorship.objects.order_by().filter(author=OuterRef("pk")).values("author")

    @staticmethod
    def merge_rows(rows: list[Author], into: Author) -> int:
        return merge_authors(authors=rows, into=into)
