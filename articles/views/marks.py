"""Parts of an article's page, for the scripts of one that is open: marks, cards, and news."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import condition, require_safe

from articles.models import Article
from articles.pages.cards import cards
from articles.pages.mark_filter import MarkFilter
from articles.pages.marked import marked_blocks
from articles.pages.news import latest, news
from articles.views.answering import cards_html

MOST_CARDS = 50
MOST_PLACES = 200


@require_safe
def article_cards(request: HttpRequest, pk: int) -> HttpResponse:
    """The cards of the annotations `id=…`, as they stand beside the text."""
    keys = _numbers(request, "id", MOST_CARDS)
    get_object_or_404(Article.objects.only("pk"), pk=pk)
    return HttpResponse(cards_html(request, cards(pk, keys, request.user)))


@require_safe
def article_marks(request: HttpRequest, pk: int) -> JsonResponse:
    """The blocks of the text that hold the places `at=…` (code points), with their marks."""
    places = _numbers(request, "at", MOST_PLACES)
    article = get_object_or_404(Article.objects.only("pk", "html", "text_digest"), pk=pk)
    ranges = [(place, place + 1) for place in places]
    chosen = MarkFilter.asked(request.GET)
    found = marked_blocks(article, ranges, viewer=request.user, chosen=chosen)
    return JsonResponse({"blocks": found})


def _news_etag(request: HttpRequest, pk: int) -> str | None:
    digest = Article.objects.filter(pk=pk).values_list("text_digest", flat=True).first()
    state = (pk, digest, latest(pk, request.user), request.user.pk, request.GET.get("since"))
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_news_etag)
def article_news(request: HttpRequest, pk: int) -> JsonResponse:
    """What has changed among the annotations after the token `since`; 304 when nothing has."""
    article = get_object_or_404(Article.objects.only("pk", "text_digest"), pk=pk)
    found: dict[str, Any] = news(article, since=request.GET.get("since", ""), viewer=request.user)
    return JsonResponse(found)


def _numbers(request: HttpRequest, name: str, most: int) -> list[int]:
    """The numbers that the URL gives. Raises Http404 for what is none, and for too many."""
    values = request.GET.getlist(name)
    if len(values) > most:
        raise Http404(f"Ask for {most} at most.")
    if not all(value.isascii() and value.isdigit() and len(value) < 16 for value in values):
        raise Http404(f"“{name}” is a number.")
    return [int(value) for value in values]
