"""What changes of the text did to annotations, and what people decide about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.actions import anchor_review as review
from articles.actions.refusal import Refused
from articles.anchoring.pasted import places
from articles.models import Activity, Annotation, Article
from articles.pages.annotated import around
from articles.pages.changes import acceptable, changes_page
from articles.pages.changes_form import ACCEPT, ACCEPT_ALL, LEAVE, DecisionForm
from articles.views.answering import told

SAID = {ACCEPT: "Accepted.", LEAVE: "Left lost."}


@require_safe
def article_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Old and new passage of each annotation that a change of the text moved or lost."""
    return _page(request, _article(pk))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, place by hand or leave lost; or accept all that moved."""
    article = _article(pk)
    if not access.may_annotate(request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(
            request,
            article,
            problem=" ".join(map(str, form.non_field_errors())) or "What is meant?",
        )
    asked = form.cleaned_data
    if asked["decision"] == ACCEPT_ALL:
        return _accept_all(request, article, asked["text_digest"])
    visible = Annotation.objects.visible_to(request.user).filter(article=article)
    row = get_object_or_404(visible, uid=asked["annotation"])
    if not access.may_change(request.user, row):
        raise PermissionDenied
    return _decided(request, article, row, asked)


def _accept_all(request: HttpRequest, article: Article, text_digest: str) -> HttpResponse:
    rows = acceptable(article, request.user)
    if text_digest != article.text_digest:
        return _page(request, article, problem="The article was changed meanwhile: look again.")
    try:
        entry = review.accept(annotations=rows, by=request.user)
    except Refused as refusal:
        return _page(request, article, problem=str(refusal))
    return _done(request, article, f"Accepted: {len(entry.after):,}.", entry)


def _decided(
    request: HttpRequest, article: Article, row: Annotation, asked: dict[str, Any]
) -> HttpResponse:
    try:
        if asked["decision"] == ACCEPT:
            row.version = asked["version"]
            entry = review.accept(annotations=[row], by=request.user)
        elif asked["decision"] == LEAVE:
            entry = review.leave(annotation=row, by=request.user, version=asked["version"])
        else:
            return _placed(request, article, row, asked)
    except Refused as refusal:
        return _page(request, article, problem=str(refusal))
    return _done(request, article, SAID[asked["decision"]], entry)


def _placed(
    request: HttpRequest, article: Article, row: Annotation, asked: dict[str, Any]
) -> HttpResponse:
    """Put it on the words that were pasted, or ask which ones where they stand several times."""
    found = [(asked["start"], asked["end"])]
    if asked["end"] is None:
        found = places(article.text, asked["quote"])
    if not found:
        problem = "This passage does not stand in the article's text."
        return _page(request, article, problem=problem, placing=row, quote=asked["quote"])
    if len(found) > 1:
        context = {
            "article": article,
            "annotation": row,
            "version": asked["version"],
            "choices": around(article.text, found),
        }
        return render(request, "articles/changes_choice.html", context)
    start, end = found[0]
    entry = review.place(
        annotation=row, by=request.user, version=asked["version"], start=start, end=end
    )
    return _done(request, article, "Placed.", entry)


def _page(
    request: HttpRequest,
    article: Article,
    *,
    problem: str = "",
    placing: Annotation | None = None,
    quote: str = "",
) -> HttpResponse:
    """The list; with what was wrong, and what was typed for the one that was being placed."""
    everything = request.GET.get("show") == "all"
    context = changes_page(
        article,
        viewer=request.user,
        number=request.GET.get("page"),
        everything=everything,
        only=_uid(request.GET.get("annotation", "")),
    )
    context |= {
        "problem": problem,
        "placing": placing.pk if placing else None,
        "quote": quote,
        "query": request.GET.urlencode(),
    }
    return render(request, "articles/changes.html", context, status=422 if problem else 200)


def _done(request: HttpRequest, article: Article, message: str, entry: Activity) -> HttpResponse:
    told(request, message, entry)
    address = reverse("articles:changes", args=[article.pk])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def _uid(asked: str) -> UUID | None:
    try:
        return UUID(asked)
    except ValueError:
        return None


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.defer("body", "html"), pk=pk)
