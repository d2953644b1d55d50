"""Earlier states in the admin: read, never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Revision


class ReadOnly:
    """Rights of what the archive keeps by itself."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def difference_link(revision: Revision) -> str:
    address = reverse("articles:revision", args=[revision.article_id, revision.number])
    return format_html('<a href="{}">What changed</a>', address)


class RevisionInline(ReadOnly, admin.TabularInline):
    model = Revision
    fields = ("number", "title", "made_at", "made_by", "reason", "changes")
    readonly_fields = fields
    extra = 0
    verbose_name_plural = "Earlier states"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("made_by").defer("body")

    @admin.display(description="changes")
    def changes(self, revision: Revision) -> str:
        return difference_link(revision)


@admin.register(Revision)
class RevisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "number", "made_at", "made_by", "reason", "changes"]
    list_select_related = ["made_by"]
    search_fields = ["title", "reason"]
    ordering = ["-pk"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("body")

    @admin.display(description="changes")
    def changes(self, revision: Revision) -> str:
        return difference_link(revision)
