"""What can be done to many articles at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as confirm_and_delete
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page

from articles.actions.articles import remove, rerender
from articles.actions.names import chunks, set_source
from articles.admin.selection import CheckedSelection
from articles.admin.source_choice import SourceChoice
from articles.models import Annotation, Article, Revision

SHOWN = 20
DELETED_AT_ONCE = 1_000  # the page that asks names each of them


class BulkActions(CheckedSelection):
    """Actions of the list of articles, on the ticked ones or on all that it finds."""

    actions = ["set_source", "render_again", "delete_selected"]

    @admin.action(description="Set the source of the chosen articles…", permissions=["change"])
    def set_source(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        form = SourceChoice(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            source = form.cleaned_data["source"]
            changed = set_source(articles=queryset, source=source, by=request.user)
            what = "1 article is" if changed == 1 else f"{changed:,} articles are"
            self.message_user(request, f"{what} from {source} now.", messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Set the source",
            "form": form,
            "articles": queryset[:SHOWN],
            "number": queryset.order_by().count(),
            "chosen": request.POST.getlist("_selected_action"),
            "select_across": request.POST.get("select_across", "0"),
            "opts": self.opts,
            "media": self.media + form.media,
        }
        context["more"] = max(context["number"] - SHOWN, 0)
        return render_page(request, "admin/articles/article/set_source.html", context)

    @admin.action(description="Render the chosen articles again", permissions=["change"])
    def render_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = changed = 0
        for keys in chunks(queryset):
            number += len(keys)
            changed += rerender(articles=Article.objects.filter(pk__in=keys))
        self.message_user(
            request,
            f"{number:,} rendered again; {changed:,} of them look different now.",
            messages.SUCCESS,
        )

    @admin.action(description="Delete the chosen articles…", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> Any:
        if queryset.order_by()[: DELETED_AT_ONCE + 1].count() > DELETED_AT_ONCE:
            self.message_user(
                request, f"Delete up to {DELETED_AT_ONCE:,} at a time.", messages.WARNING
            )
            return None
        # What the search index finds would change under the deletion's own feet.
        keys = list(queryset.order_by().values_list("pk", flat=True))
        chosen = self.get_queryset(request).filter(pk__in=keys)
        return confirm_and_delete(self, request, chosen)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """What goes with the articles, in numbers: listing it would load every body and note.

        Annotations that others keep private go too, and are not counted here for anybody.
        """
        keys = [article.pk for article in objs]
        counts = {
            "articles": len(keys),
            "revisions": Revision.objects.filter(article__in=keys).count(),
            "annotations": Annotation.objects.visible_to(request.user)
            .filter(article__in=keys)
            .count(),
        }
        counts = {what: number for what, number in counts.items() if number}
        refused = set() if self.has_delete_permission(request) else {"article"}
        return [str(article) for article in objs], counts, refused, []

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        remove(articles=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        remove(articles=list(queryset))
