"""Tag every occurrence: all places of some words, in context, to annotate those that are ticked."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import access
from articles.actions.occurrences import Applied, annotate_all
from articles.actions.refusal import Refused
from articles.filters import ArticleFilter
from articles.models import Article
from articles.pages.links import chips, kept, query_string
from articles.pages.occurrences import Found, in_archive, in_article, mark_done
from articles.pages.occurrences_form import AnnotateAllForm, WantedForm


@require_http_methods(["GET", "HEAD", "POST"])
def article_occurrences(request: HttpRequest, pk: int) -> HttpResponse:
    """The occurrences; the query string says which, and filters the archive as its list does."""
    article = get_object_or_404(Article.objects.for_reading().defer("html"), pk=pk)
    if not access.may_annotate(request.user):
        raise PermissionDenied
    form = AnnotateAllForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        asked = form.cleaned_data
        try:
            applied = annotate_all(
                places=asked["place"],
                author=request.user,
                tags=asked["tags"],
                note=asked["note"],
                visibility=asked["visibility"],
                uid=asked["uid"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, applied)
            return redirect(_address(article, _with_tags(request)))
    return _page(request, article, form)


def _page(request: HttpRequest, article: Article, form: AnnotateAllForm | None) -> HttpResponse:
    wanted = WantedForm(request.GET if "words" in request.GET else None)
    archive = ArticleFilter(request.GET, viewer=request.user)
    found, status = Found(), 200
    if wanted.is_valid():
        if wanted.cleaned_data["where"] == "article":
            found = in_article(article, wanted.wanted, viewer=request.user)
        elif archive.form.is_valid():
            found = in_archive(archive.scope, wanted.wanted)
    if form is None:
        tags = request.GET.get("tags", "")
        form = AnnotateAllForm(initial={"uid": uuids.uuid4(), "tags": tags})
        mark_done(found, form.fields["tags"].clean(tags[:1_000].replace("\0", "")))
    else:
        status = 422
        ticked = set(request.POST.getlist("place"))
        for line in found.lines:
            line.ticked = line.value in ticked
    filters = kept(request.GET)
    context: dict[str, Any] = {
        "article": article,
        "wanted": wanted,
        "where": request.GET.get("where") or "article",
        "found": found,
        "form": form,
        "filters": [(name, value) for name, values in filters.lists() for value in values],
        "filter_errors": archive.form.errors,
        "chips": chips(filters, archive.form) if archive.form.is_valid() else (),
        "address": _address(article, request.GET),
        "back": article.get_absolute_url() + query_string(filters),
    }
    return render(request, "annotations/occurrences.html", context, status=status)


def _tell(request: HttpRequest, applied: Applied) -> None:
    said = []
    if applied.made:
        places = f"{applied.made:,} place{'s' if applied.made > 1 else ''}"
        articles = f" in {applied.articles:,} articles" if applied.articles > 1 else ""
        said.append(f"Annotated {places}{articles}.")
    if applied.had:
        said.append(f"{applied.had:,} had these tags already.")
    if applied.stale:
        said.append(
            f"{applied.stale:,} were left alone: their text has changed since it was looked at."
        )
    if applied.activity is not None:
        messages.success(request, " ".join(said), extra_tags=f"undo-{applied.activity.pk}")
    else:
        messages.warning(request, " ".join(said))


def _with_tags(request: HttpRequest) -> QueryDict:
    """The address's query with the tags that were given, so that their places are told."""
    query = request.GET.copy()
    query["tags"] = request.POST.get("tags", "")[:1_000]
    return query


def _address(article: Article, query: QueryDict) -> str:
    return reverse("articles:occurrences", args=[article.pk]) + query_string(query)
