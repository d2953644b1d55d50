"""The log in the admin: read, never written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.activity_states import changes_of
from articles.admin.choosing import is_key
from articles.admin.list_filters import Narrowing
from articles.admin.lookups import OfferedLookups
from articles.admin.paginating import CappedPaginator
from articles.admin.typed_filter import LinkedFilter, TypedFilter
from articles.models import Activity

KINDS = ("annotation", "tag")


class ActorFilter(TypedFilter):
    title = "person"
    parameter_name = "person"

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(actor__username__icontains=value)


class VerbFilter(TypedFilter):
    title = "action"
    parameter_name = "verb"

    def suggestions(self) -> list[str]:
        return [
            "annotate",
            "reply",
            "edit",
            "retag",
            "delete",
            "undo",
            "follow text",
            "make tag",
            "change tag",
            "nest tag",
            "merge tags",
            "delete tag",
            "import codebook",
        ]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(verb__icontains=value)


class KindFilter(Narrowing):
    """Those that there can be: to look which there are would read the whole log."""

    title = "object type"
    parameter_name = "object_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, kind) for kind in KINDS]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value not in KINDS:
            raise ValueError(value)
        return queryset.filter(object_type=value)


class ObjectFilter(LinkedFilter):
    """The history of one annotation or tag: their pages link here."""

    title = "object"
    parameter_name = "of"

    def label(self, request: HttpRequest, chosen: str) -> str:
        return chosen.replace(":", " ")[:50]

    def narrow(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        kind, _, key = value.partition(":")
        if kind not in KINDS or not is_key(key):
            raise ValueError(value)
        return queryset.filter(object_type=kind, object_id=int(key))


@admin.register(Activity)
class ActivityAdmin(OfferedLookups):
    """Who did what, but for what people did with annotations that they keep private."""

    list_display = ["at", "actor", "verb", "named", "undone"]
    list_display_links = ["at"]
    list_select_related = ["actor", "undone_by"]
    list_filter = [
        VerbFilter,
        ActorFilter,
        KindFilter,
        ("at", admin.DateFieldListFilter),
        ObjectFilter,
    ]
    fields = readonly_fields = ("at", "actor", "verb", "named", "undoes", "undone", "changes")
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    ordering = ["-pk"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        entries = Activity.objects.visible_to(request.user).order_by("-pk")
        return entries.defer("before", "after", "undone_by__before", "undone_by__after")

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field) if is_key(object_id) else None
        if found is None:
            raise Http404
        found.viewer = request.user
        return found

    @admin.display(description="object")
    def named(self, entry: Activity) -> str:
        """What it was about, with the way there when it is one thing."""
        if entry.object_id is None or entry.object_type not in KINDS:
            return format_html("<bdi>{}</bdi>", entry.label)
        address = reverse(f"admin:articles_{entry.object_type}_change", args=[entry.object_id])
        return format_html(
            '{} <a href="{}"><bdi>{}</bdi></a>', entry.object_type, address, entry.label or "–"
        )

    @admin.display(description="undone", boolean=True)
    def undone(self, entry: Activity) -> bool:
        return hasattr(entry, "undone_by")

    @admin.display(description="changes")
    def changes(self, entry: Any) -> str:
        return changes_of(entry, entry.viewer)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
