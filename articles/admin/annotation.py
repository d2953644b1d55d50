"""Annotations in the admin: found, corrected and deleted; they are made in the text alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articles import access
from articles.actions.annotations import delete
from articles.admin.annotation_bulk import AnnotationBulk
from articles.admin.annotation_filters import FILTERS
from articles.admin.annotation_form import AnnotationForm
from articles.admin.asked_by import AskedBy
from articles.admin.logged import Logged
from articles.admin.paginating import CappedPaginator
from articles.admin.passage import in_context, shortened
from articles.models import Annotation
from articles.models.listing import CAP
from articles.search import ANNOTATIONS, Criteria, backend, parse

SEARCH_LONGEST = 1_000  # code points
OF_FIRST_LEVEL = {"tags", "visibility"}  # what a reply has from what it answers, or not at all
LONG_COLUMNS = ("article__body", "article__text", "article__html")


@admin.register(Annotation)
class AnnotationAdmin(AnnotationBulk, AskedBy, Logged):
    """Shared annotations and one's own: what others keep private is not here, for anybody."""

    form = AnnotationForm
    fields = (
        "passage",
        "tags",
        "note",
        "visibility",
        "state",
        "positions",
        "author",
        "article_link",
        "created_at",
        "updated_at",
        "version",
    )
    readonly_fields = (
        "passage",
        "state",
        "positions",
        "author",
        "article_link",
        "created_at",
        "updated_at",
    )
    list_display = [
        "short_passage",
        "tag_names",
        "author",
        "state",
        "visibility",
        "article_link",
        "note_begins",
        "created_at",
    ]
    list_filter = FILTERS
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    ordering = ["-pk"]
    search_fields = ["quote", "note"]
    search_help_text = (
        f'Words, "phrases", -not, OR, begin* in quotes and notes: the newest {CAP:,} hits.'
    )

    class Media:
        css = {"all": ["css/admin.css"]}
        js = [forms.Script("js/admin-names.js", type="module")]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        reply = obj is not None and obj.reply_to_id is not None
        return [name for name in self.fields if not (reply and name in OF_FIRST_LEVEL)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        visible = Annotation.objects.visible_to(request.user).order_by("-pk")
        rows = visible.select_related("author", "article").defer(*LONG_COLUMNS)
        match = request.resolver_match
        listed = match is not None and match.url_name == "articles_annotation_changelist"
        return rows.prefetch_related("tags") if listed else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the list of the site does, within what the filters leave."""
        if not search_term.strip():
            return queryset, False
        try:
            query = parse(search_term[:SEARCH_LONGEST])
        except ValueError:
            return queryset.none(), False
        hits = backend(table=ANNOTATIONS).hits(Criteria(query), CAP)
        return queryset.filter(pk__in=hits), False

    @admin.display(description="passage")
    def short_passage(self, annotation: Annotation) -> str:
        return in_context(annotation)

    @admin.display(description="passage")
    def passage(self, annotation: Annotation) -> str:
        return in_context(annotation, 10_000)

    @admin.display(description="note", empty_value="–")
    def note_begins(self, annotation: Annotation) -> str | None:
        return format_html("<bdi>{}</bdi>", shortened(annotation.note)) if annotation.note else None

    @admin.display(description="tags", empty_value="–")
    def tag_names(self, annotation: Annotation) -> str | None:
        names = ((tag.name,) for tag in annotation.tags.all())
        return format_html_join(", ", "<bdi>{}</bdi>", names) or None

    @admin.display(description="article")
    def article_link(self, annotation: Annotation) -> str:
        address = reverse("articles:annotation", args=[annotation.uid])
        title = shortened(annotation.article.title, 80)
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, title)

    @admin.display(description="positions", empty_value="–")
    def positions(self, annotation: Annotation) -> str | None:
        if annotation.start is None or annotation.end is None:
            return None
        return f"{annotation.start:,} to {annotation.end:,} (code points, end exclusive)"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or access.may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or access.may_change(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.write()
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Tags are saved with the annotation."""

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """The annotations and how many replies go with them: as many as the person may see."""
        rows = list(objs)
        replies = Annotation.objects.visible_to(request.user).filter(reply_to__in=rows).count()
        counts = {"annotations": len(rows)} | ({"replies": replies} if replies else {})
        allowed = all(self.has_delete_permission(request, row) for row in rows)
        return [str(row) for row in rows], counts, set() if allowed else {"annotation"}, []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete(annotations=[obj], by=request.user)
