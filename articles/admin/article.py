"""Articles in the admin: found, corrected with a Revision each time, imported."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render as render_page
from django.urls import path

from articles.actions.articles import change, create, remove, rerender
from articles.actions.names import set_source
from articles.admin.forms import ArticleForm
from articles.admin.importing import import_view
from articles.admin.revision import RevisionInline
from articles.admin.source_choice import SourceChoice
from articles.models import Article
from articles.models.docid import first_docid
from articles.models.listing import CAP, Listing
from articles.models.scope import Scope
from articles.rendering import render
from articles.search import parse

PREVIEW_LONGEST = 1_000_000


class HasState(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("revised", "With earlier states"),
            ("duplicate", "Duplicates"),
            ("undated", "Without a date"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "revised":
                return queryset.filter(revision__gt=1)
            case "duplicate":
                return queryset.exclude(duplicate_of=None)
            case "undated":
                return queryset.filter(docid__lt=first_docid(None) // 2)
        return queryset


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [RevisionInline]
    list_display = [
        "title",
        "source",
        "published_at",
        "word_count",
        "earlier_states",
        "is_duplicate",
    ]
    list_select_related = ["source"]
    list_filter = ["markup", HasState, ("source", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "published_at"
    ordering = ["-docid"]
    search_fields = ["title"]
    search_help_text = 'Words, "phrases", -not, OR, title:word, begin* in title, byline and text.'
    autocomplete_fields = ["source"]
    actions = ["set_source", "render_again"]
    save_on_top = True

    class Media:
        css = {"all": ["css/admin.css"]}
        js = ["js/admin-preview.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        if (
            request.resolver_match
            and request.resolver_match.url_name == "articles_article_changelist"
        ):
            return articles.defer("body", "text", "html")
        return articles

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the list does: the newest 10,000 hits."""
        if not search_term.strip():
            return queryset, False
        hits = Listing(Scope(query=parse(search_term[:1000]))).hits(CAP)
        return queryset.filter(docid__in=hits.values("docid")), False

    @admin.display(description="earlier states", ordering="revision")
    def earlier_states(self, article: Article) -> int:
        return article.revision - 1

    @admin.display(description="duplicate", boolean=True)
    def is_duplicate(self, article: Article) -> bool:
        return article.duplicate_of_id is not None

    def save_model(self, request: HttpRequest, obj: Article, form: Any, is_change: bool) -> None:
        """Through the same writes as everything else, so that nothing is overwritten unseen."""
        given = form.cleaned_data
        authors = list(given["authors"]) or None
        values = {
            name: given[name] for name in form.fields if name not in {"authors", "reason", "source"}
        }
        values["source_id"] = given["source"].pk if given["source"] else None
        if not is_change:
            obj.pk = create(authors=authors, **values).pk
        else:
            authors = authors if "authors" in form.changed_data else None
            change(article=obj, by=request.user, reason=given["reason"], authors=authors, **values)
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Authors are saved with the article; revisions are not edited."""

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        remove(articles=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        remove(articles=list(queryset))

    def get_urls(self) -> list[Any]:
        own = [
            path(
                "import/",
                self.admin_site.admin_view(self.import_articles),
                name="articles_article_import",
            ),
            path(
                "preview/",
                self.admin_site.admin_view(self.preview),
                name="articles_article_preview",
            ),
        ]
        return own + super().get_urls()

    def import_articles(self, request: HttpRequest) -> HttpResponse:
        return import_view(self, request)

    def preview(self, request: HttpRequest) -> JsonResponse:
        """The rendering of a body that is being edited, as `{"html": …}`."""
        if request.method != "POST" or not self.has_change_permission(request):
            return JsonResponse({"error": "Previews are for editors."}, status=403)
        body = request.POST.get("body", "")
        if len(body) > PREVIEW_LONGEST:
            return JsonResponse({"error": "This body is too long for a preview."}, status=413)
        markup = "markdown" if request.POST.get("markup") == "markdown" else "plain"
        return JsonResponse({"html": render(body, markup).html})

    @admin.action(description="Set the source of the chosen articles…", permissions=["change"])
    def set_source(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        form = SourceChoice(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            source = form.cleaned_data["source"]
            changed = set_source(articles=queryset, source=source, by=request.user)
            self.message_user(
                request, f"{changed:,} articles are from {source} now.", messages.SUCCESS
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Set the source",
            "form": form,
            "articles": queryset[:20],
            "number": queryset.count(),
            "chosen": request.POST.getlist("_selected_action"),
            "select_across": request.POST.get("select_across", "0"),
            "opts": self.model._meta,
            "media": self.media + form.media,
        }
        return render_page(request, "admin/articles/article/set_source.html", context)

    @admin.action(description="Render the chosen articles again", permissions=["change"])
    def render_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        changed = rerender(articles=queryset)
        self.message_user(request, f"Rendered again; {changed:,} articles look different now.")
