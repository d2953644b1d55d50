"""Making one tag of several, after a page that tells what it touches."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from articles.actions.codebook import merge_tags
from articles.actions.refusal import Refused
from articles.admin.selection import CheckedSelection
from articles.models import Annotation, Tag

MERGED_AT_ONCE = 100


class TagMerging(CheckedSelection):
    """The action of the list of tags; its rows carry how often the person sees them `used`."""

    @admin.action(description="Merge the chosen ones…", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset.order_by("-used", "name")[: MERGED_AT_ONCE + 1])
        if not 2 <= len(rows) <= MERGED_AT_ONCE:
            told = f"Choose 2 to {MERGED_AT_ONCE} tags to make one of."
            self.message_user(request, told, messages.WARNING)
            return None
        chosen = {str(row.pk): row for row in rows}
        if into := chosen.get(request.POST.get("into", "")):
            self._merge(request, rows, into)
            return None
        going = [row.pk for row in rows]
        visible = Annotation.objects.visible_to(request.user).filter(tags__in=going)
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge tags",
            "rows": rows,
            "touched": visible.distinct().count(),
            "children": Tag.objects.filter(parent__in=going).exclude(pk__in=going),
            "opts": self.opts,
        }
        return render(request, "admin/articles/tag/merge.html", context)

    def _merge(self, request: HttpRequest, rows: list[Any], into: Any) -> None:
        """The number told is of the annotations that the person sees."""
        visible = Annotation.objects.visible_to(request.user)
        others = [row for row in rows if row.pk != into.pk]
        gained = visible.filter(tags__in=others).exclude(tags=into).distinct().count()
        try:
            merge_tags(tags=others, into=into, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        what = "1 annotation has" if gained == 1 else f"{gained:,} annotations have"
        told = format_html(
            'Merged into {}: {} it now. <a href="{}">Undo it in your log</a>',
            into.name,
            what,
            reverse("articles:log"),
        )
        self.message_user(request, told, messages.SUCCESS)
