"""Earlier states in the admin: read, never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.choosing import is_key
from articles.admin.lookups import OfferedLookups
from articles.admin.paginating import CappedPaginator
from articles.models import Revision

SHOWN = 100


def latest_of(article: str) -> list[Revision]:
    """The last earlier states of an article, newest first; none for what is no primary key."""
    if not is_key(article):
        return []
    revisions = Revision.objects.filter(article=int(article)).order_by("-number")
    return list(revisions.select_related("made_by").defer("body")[:SHOWN])


@admin.register(Revision)
class RevisionAdmin(OfferedLookups):
    """What was changed lately, by whom and why."""

    list_display = ["title", "number", "made_at", "made_by", "reason", "changes"]
    list_select_related = ["made_by"]
    sortable_by = ()
    ordering = ["-pk"]
    paginator = CappedPaginator
    list_max_show_all = 0
    show_full_result_count = False

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("body")

    @admin.display(description="changes")
    def changes(self, revision: Revision) -> str:
        address = reverse("articles:revision", args=[revision.article_id, revision.number])
        return format_html('<a href="{}">What changed</a>', address)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
