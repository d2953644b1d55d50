"""Sources and authors in the admin: renamed and merged."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from articles.actions.names import holder_of, merge_authors, merge_sources, rename
from articles.admin.paginating import CappedPaginator
from articles.admin.selection import CheckedSelection
from articles.admin.typed import line
from articles.models import Article, Author, Authorship, Source
from articles.models.name import name_key

MERGED_AT_ONCE = 100
ALIASES_SHOWN = 50


class NameForm(forms.ModelForm):
    """A name that nobody else has."""

    def clean_name(self) -> str:
        name = line(self.cleaned_data["name"])
        if not any(mark.isprintable() and not mark.isspace() for mark in name):
            raise forms.ValidationError("The name shows no text.")
        if holder := holder_of(self.instance, name):
            raise forms.ValidationError(
                f"“{holder}” has this name already. To make one of two, merge them in the list."
            )
        return name


class NameAdmin(CheckedSelection):
    """What both have in common: a name to correct, and several to make one of."""

    form = NameForm
    fields = ["name"]
    list_display = ["name", "number", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["name"]
    ordering = ["key"]
    sortable_by = ["name", "number"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    actions = ["merge", "delete_selected"]
    counted: QuerySet[Any]

    class Media:
        css = {"all": ["css/admin.css"]}

    def merge_rows(self, rows: list[Any], into: Any) -> int:
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        number = self.counted.annotate(number=Count("*")).values("number")
        rows = super().get_queryset(request).annotate(articles=Coalesce(Subquery(number), 0))
        return cast("QuerySet[Any]", rows)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Names that hold what was typed. Merged ones are not offered to choose from."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return queryset.filter(key__contains=name_key(line(search_term))), False

    @admin.display(description="articles", ordering="articles")
    def number(self, row: Any) -> str:
        """How many articles, with the way to them."""
        query = urlencode({self.opts.model_name or "": row.pk})
        address = f"{reverse('admin:articles_article_changelist')}?{query}"
        return format_html('<a href="{}">{}</a>', address, f"{row.articles:,}")

    @admin.display(description="also known as", empty_value="–")
    def aliases(self, row: Any) -> str | None:
        """The names that were merged into this one or that it had before."""
        names = row.merged.order_by("key").values_list("name", flat=True)[:ALIASES_SHOWN]
        return ", ".join(names) or None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return ["name", *self.get_readonly_fields(request, obj)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        return ["number", "merged_into" if obj.merged_into_id else "aliases"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that was merged only points to its successor."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.merged_into_id is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that nothing names may go; others are merged instead."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or _is_free(obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            rename(row=obj, name=form.cleaned_data["name"])
        else:
            obj.save()

    @admin.action(description="Delete those without articles", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        keys = [row.pk for row in queryset if _is_free(row)]
        rows = self.model.objects.filter(pk__in=keys)
        self.log_deletions(request, rows)
        rows.delete()
        self.message_user(request, f"{len(keys):,} deleted.", messages.SUCCESS)

    @admin.action(description="Merge the chosen ones…", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        standing = queryset.filter(merged_into=None).order_by("-articles", "key")
        rows = list(standing[: MERGED_AT_ONCE + 1])
        if not 2 <= len(rows) <= MERGED_AT_ONCE:
            wanted = f"Choose 2 to {MERGED_AT_ONCE} that were not merged into another yet."
            self.message_user(request, wanted, messages.WARNING)
            return None
        chosen = {str(row.pk): row for row in rows}
        if into := chosen.get(request.POST.get("into", "")):
            moved = self.merge_rows(rows, into)
            others = ", ".join(row.name for row in rows if row != into)
            self.log_change(request, into, f"Merged into it: {others}")
            what = "1 article" if moved == 1 else f"{moved:,} articles"
            self.message_user(
                request,
                f"Merged into {into}: {what} moved. Old addresses lead to it.",
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


def _is_free(row: Any) -> bool:
    return getattr(row, "articles", 0) == 0 and not row.merged.exists()


@admin.register(Source)
class SourceAdmin(NameAdmin):
    counted = Article.objects.order_by().filter(source=OuterRef("pk")).values("source")

    def merge_rows(self, rows: list[Any], into: Any) -> int:
        return merge_sources(sources=rows, into=into)


@admin.register(Author)
class AuthorAdmin(NameAdmin):
    counted = Authorship.objects.order_by().filter(author=OuterRef("pk")).values("author")

    def merge_rows(self, rows: list[Any], into: Any) -> int:
        return merge_authors(authors=rows, into=into)
