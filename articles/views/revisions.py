"""Earlier states of an article, and what changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.pages.difference import difference


@require_safe
def article_revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """All states of an article, newest first, with who changed it, when and why."""
    article = get_object_or_404(Article.objects.for_reading(), pk=pk)
    states = article.revisions.select_related("made_by").defer("body")
    return render(request, "articles/revisions.html", {"article": article, "states": states})


@require_safe
def article_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the change after one state did: that state beside the one that followed it."""
    article = get_object_or_404(Article.objects.select_related("source"), pk=pk)
    state = get_object_or_404(article.revisions.select_related("made_by"), number=number)
    following = article.revisions.filter(number=number + 1).first() or article
    context = {
        "article": article,
        "state": state,
        "is_current": following is article,
        "changes": difference(state, following),
    }
    return render(request, "articles/revision.html", context)
