"""Articles in the admin: found, corrected with a Revision each time, imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html

from articles.actions.anchors import foresee, told
from articles.actions.articles import change, create
from articles.admin.annotations_of import annotations_of
from articles.admin.asked_by import AskedBy
from articles.admin.bulk import BulkActions
from articles.admin.choosing import is_key
from articles.admin.forms import ArticleForm
from articles.admin.importing import import_view, may_import
from articles.admin.list_filters import (
    AuthorFilter,
    PeriodFilter,
    SourceFilter,
    StateFilter,
    scope_of,
)
from articles.admin.paginating import CappedPaginator
from articles.admin.revision import latest_of
from articles.admin.typed import block
from articles.models import Article, Source
from articles.models.article import digest
from articles.models.listing import CAP, Listing
from articles.rendering import render
from articles.search import parse

PREVIEW_LONGEST = 1_000_000  # code points
SEARCH_LONGEST = 1_000  # code points


@admin.register(Article)
class ArticleAdmin(BulkActions, AskedBy):
    form = ArticleForm
    list_display = ["title", "source", "published", "words", "revisions", "note"]
    list_select_related = ["source"]
    list_filter = [PeriodFilter, StateFilter, SourceFilter, AuthorFilter]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ["published"]
    ordering = ["-docid"]
    search_fields = ["title"]
    search_help_text = (
        'Words, "phrases", -not, OR, title:word, begin* in title, byline and text: '
        f"the newest {CAP:,} hits."
    )

    class Media:
        css = {"all": ["css/admin.css"]}
        js = [
            forms.Script("js/admin-preview.js", type="module"),
            forms.Script("js/admin-names.js", type="module"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name == "articles_article_changelist":
            return articles.defer("body", "text", "html")
        return articles

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the list of the site does, within what the filters ask for."""
        if not search_term.strip():
            return queryset, False
        try:
            scope = scope_of(request.GET, query=parse(search_term[:SEARCH_LONGEST]))
        except ValueError:
            return queryset.none(), False
        if scope.query is None:
            return queryset.none(), False
        return queryset.filter(docid__in=Listing(scope).hits(CAP).values("docid")), False

    @admin.display(description="published (UTC)", ordering="docid", empty_value="–")
    def published(self, article: Article) -> str | None:
        moment = article.published_at
        return moment.replace(tzinfo=None).isoformat(" ", "minutes") if moment else None

    @admin.display(description="words")
    def words(self, article: Article) -> str:
        return f"{article.word_count:,}"

    @admin.display(description="revisions")
    def revisions(self, article: Article) -> int:
        return article.revision - 1

    @admin.display(description="note", empty_value="")
    def note(self, article: Article) -> str | None:
        if article.duplicate_of_id is None:
            return None
        address = reverse("admin:articles_article_change", args=[article.duplicate_of_id])
        return format_html('<a href="{}">Duplicate of {}</a>', address, article.duplicate_of_id)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "source":
            kwargs["queryset"] = Source.objects.standing()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "source" and field is not None:
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        extra = {**(extra_context or {}), "may_import": may_import(self, request)}
        return super().changelist_view(request, extra)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        extra = {
            **(extra_context or {}),
            "revisions": latest_of(object_id),
            "annotated": annotations_of(object_id, request.user),
        }
        return super().change_view(request, object_id, form_url, extra)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, is_change: bool) -> None:
        """Through the same writes as everything else, so that nothing is overwritten unseen."""
        values, authors = form.content()
        if is_change:
            reason = form.cleaned_data["reason"]
            change(article=obj, by=request.user, reason=reason, authors=authors, **values)
        else:
            obj.pk = create(authors=authors, **values).pk
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Authors are saved with the article."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_articles), name="articles_article_import"),
            path("preview/", view(self.preview), name="articles_article_preview"),
            *super().get_urls(),
        ]

    def import_articles(self, request: HttpRequest) -> HttpResponse:
        return import_view(self, request)

    def preview(self, request: HttpRequest) -> JsonResponse:
        """The rendering of a body that is being edited, and what becomes of annotated passages.

        `{"html": …, "passages": sentence, "seen": what to send to save all the same}`, the last two
        for an article that has such passages, `seen` where some would change or be lost.
        """
        allowed = self.has_change_permission(request) or self.has_add_permission(request)
        if request.method != "POST" or not allowed:
            return JsonResponse({"error": "Previews are for editors."}, status=403)
        body = request.POST.get("body", "")
        if len(body) > PREVIEW_LONGEST:
            return JsonResponse({"error": "This body is too long for a preview."}, status=413)
        markup = "markdown" if request.POST.get("markup") == "markdown" else "plain"
        rendered = render(block(body), markup)
        return JsonResponse({"html": rendered.html, **_passages(request, rendered.text)})


def _passages(request: HttpRequest, new_text: str) -> dict[str, str]:
    """What a new text does to the passages of the article that the request names."""
    article = request.POST.get("article", "")
    row = Article.objects.filter(pk=article).only("pk").first() if is_key(article) else None
    if row is None:
        return {}
    counts = foresee(article=row, new_text=new_text, viewer=request.user)
    seen = digest(new_text) if counts["moved"] + counts["lost"] else ""
    return {"passages": told(counts), "seen": seen} if counts else {}
