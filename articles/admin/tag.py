"""The codebook in the admin: tags corrected, nested, merged and deleted."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as confirm_and_delete
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from articles.actions.codebook import delete_tag
from articles.admin.asked_by import AskedBy
from articles.admin.logged import Logged
from articles.admin.lookups import LONGEST_SEARCH
from articles.admin.paginating import CappedPaginator
from articles.admin.tag_form import TagForm
from articles.admin.tag_merging import TagMerging
from articles.admin.typed import line
from articles.models import Annotation, Tag

DELETED_AT_ONCE = 100


@admin.register(Tag)
class TagAdmin(TagMerging, AskedBy, Logged):
    """Every change is an entry of the log. Counts are of what the person may see."""

    form = TagForm
    fields = (
        "name",
        "parent",
        "colour",
        "definition",
        "use_when",
        "avoid_when",
        "retired",
        "seen",
    )
    list_display = ["coloured_name", "parent", "uses", "retired"]
    list_select_related = ["parent"]
    list_filter = ["retired", "colour"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ["coloured_name", "uses"]
    ordering = ["name"]
    search_fields = ["name"]
    search_help_text = "Part of a name."
    actions = ["merge", "delete_selected"]

    class Media:
        css = {"all": ["css/admin.css", "css/marks.css"]}
        js = [forms.Script("js/admin-names.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        links = Annotation.tags.through.objects.order_by().filter(tag=OuterRef("pk"))
        seen = links.filter(annotation__in=Annotation.objects.visible_to(request.user).values("pk"))
        each: QuerySet[Any] = seen.values("tag").annotate(number=Count("*"))
        number = each.values("number")
        rows = super().get_queryset(request).annotate(used=Coalesce(Subquery(number), 0))
        return cast("QuerySet[Any]", rows)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Names that hold what was typed. Retired ones are not offered to choose from."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(retired=False)
        return queryset.filter(name__icontains=line(search_term[:LONGEST_SEARCH])), False

    @admin.display(description="name", ordering="name")
    def coloured_name(self, tag: Tag) -> str:
        return format_html('<bdi class="tag c-{}">{}</bdi>', tag.colour, tag.name)

    @admin.display(description="uses", ordering="used")
    def uses(self, tag: Any) -> str:
        address = reverse("admin:articles_annotation_changelist")
        query = urlencode({"tag": tag.name})
        return format_html('<a href="{}?{}">{}</a>', address, query, f"{tag.used:,}")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = form.write()
        obj.refresh_from_db()

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """The tags, and how many of what the person sees lose one or move up."""
        keys = [tag.pk for tag in objs]
        visible = Annotation.objects.visible_to(request.user)
        counts = {
            "tags": len(keys),
            "annotations that lose one": visible.filter(tags__in=keys).distinct().count(),
            "tags below that move up": Tag.objects.filter(parent__in=keys)
            .exclude(pk__in=keys)
            .count(),
        }
        counts = {what: number for what, number in counts.items() if number}
        refused = set() if self.has_delete_permission(request) else {"tag"}
        return [tag.name for tag in objs], counts, refused, []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete_tag(tag=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for key in queryset.order_by("pk").values_list("pk", flat=True):
            delete_tag(tag=Tag.objects.get(pk=key), by=request.user)

    @admin.action(description="Delete the chosen tags…", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        if queryset.count() > DELETED_AT_ONCE:
            told = f"Delete up to {DELETED_AT_ONCE:,} at a time."
            self.message_user(request, told, messages.WARNING)
            return None
        return confirm_and_delete(self, request, queryset)
