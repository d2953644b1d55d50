"""What can be done to many annotations at once: each is an entry of the log, undone from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from articles import access
from articles.actions.annotations import delete, retag
from articles.admin.selection import CheckedSelection
from articles.admin.tag_choosing import TagsField
from articles.models import Activity, Annotation

SHOWN = 20
AT_ONCE = 1_000


class TagsChoice(forms.Form):
    tags = TagsField()


class AnnotationBulk(CheckedSelection):
    """Actions of the list of annotations, on the ticked ones or on all that it finds."""

    actions = ["put_tags", "take_tags", "delete_selected"]

    @admin.action(description="Put tags on the chosen ones…", permissions=["change"])
    def put_tags(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self._retag(request, queryset, "put_tags", "Put tags on them")

    @admin.action(description="Take tags off the chosen ones…", permissions=["change"])
    def take_tags(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self._retag(request, queryset, "take_tags", "Take tags off them")

    @admin.action(description="Delete the chosen ones…", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = self._changeable(request, queryset)
        if not rows:
            return None
        if "apply" not in request.POST:
            return self._ask(request, rows, "delete_selected", "Delete them", None)
        self._tell(request, delete(annotations=rows, by=request.user), rows, "deleted")
        return None

    def _retag(
        self, request: HttpRequest, queryset: QuerySet[Any], action: str, title: str
    ) -> HttpResponse | None:
        rows = self._changeable(request, queryset)
        if not rows:
            return None
        form = TagsChoice(request.POST if "apply" in request.POST else None)
        if not form.is_valid():
            return self._ask(request, rows, action, title, form)
        tags = list(form.cleaned_data["tags"])
        if action == "put_tags":
            entry, done = retag(annotations=rows, by=request.user, add=tags), "tagged"
        else:
            entry, done = retag(annotations=rows, by=request.user, remove=tags), "untagged"
        self._tell(request, entry, rows, done)
        return None

    def _changeable(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Annotation]:
        """Those of the chosen that the person may change; what stands against it is told."""
        chosen = list(queryset.order_by("pk")[: AT_ONCE + 1])
        if len(chosen) > AT_ONCE:
            self.message_user(request, f"Choose up to {AT_ONCE:,} at a time.", messages.WARNING)
            return []
        rows = [row for row in chosen if access.may_change(request.user, row)]
        if len(rows) < len(chosen):
            others = f"{len(chosen) - len(rows):,} of them are not yours to change."
            self.message_user(request, others, messages.WARNING)
        return rows

    def _ask(
        self,
        request: HttpRequest,
        rows: Sequence[Annotation],
        action: str,
        title: str,
        form: TagsChoice | None,
    ) -> HttpResponse:
        replies = Annotation.objects.visible_to(request.user).filter(reply_to__in=rows)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "form": form,
            "rows": rows[:SHOWN],
            "more": max(len(rows) - SHOWN, 0),
            "number": len(rows),
            "replies": replies.count() if form is None else 0,
            "chosen": [row.pk for row in rows],
            "action": action,
            "opts": self.opts,
            "media": self.media + (form.media if form else forms.Media()),
        }
        return render(request, "admin/articles/annotation/bulk.html", context)

    def _tell(
        self, request: HttpRequest, entry: Activity | None, rows: Sequence[Annotation], done: str
    ) -> None:
        if entry is None:
            self.message_user(request, "That changes none of them.", messages.INFO)
            return
        number = sum(f"annotation:{row.pk}" in entry.after for row in rows)
        what = "1 annotation" if number == 1 else f"{number:,} annotations"
        told = format_html(
            '{} {}. <a href="{}">Undo it in your log</a>', what, done, reverse("articles:log")
        )
        self.message_user(request, told, messages.SUCCESS)
