"""What a person's form or a page's script is told about a change to annotations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from articles.access import may_annotate
from articles.models import Activity, Annotation, Article
from articles.pages.cards import Card, cards
from articles.pages.mark_filter import MarkFilter
from articles.pages.marked import Range, marked_blocks
from articles.pages.news import latest

HIDDEN = " The filter above the text hides it."


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, which puts the answer into the page that is open."""
    return request.headers.get("Accept", "").startswith("application/json")


def changed(
    request: HttpRequest,
    *,
    message: str,
    activity: Activity | None,
    row: Annotation,
    ranges: Iterable[Range | None] = (),
    goes_to: str = "",
    status: int = 200,
    card: Card | None = None,
) -> HttpResponse:
    """One annotation was changed: back to the page `goes_to`, or the data that a script needs.

    `ranges` are the parts of the text where it was, and is; `card` is its card where that is known.
    """
    if not wants_data(request):
        told(request, message, activity)
        return redirect(goes_to or address(row))
    thread = row.reply_to_id or row.pk
    found = [card] if card else cards(row.article_id, {thread}, request.user)
    answer = _threads(request, row.article, {thread}, ranges, found)
    answer |= {
        "id": row.pk,
        "uid": str(row.uid),
        "version": row.version,
        "start": row.start,
        "end": row.end,
        "message": message + (HIDDEN if answer["is_hidden"] else ""),
        "undo": undo_address(activity),
    }
    return JsonResponse(answer, status=status)


def threads_now(
    request: HttpRequest, article: Article, threads: Collection[int], ranges: Iterable[Range | None]
) -> dict[str, Any]:
    """Annotations of an article as they are now, and the parts of its text that show them.

    What the filter above the text hides has neither card nor mark; `is_hidden` says that there is
    such a one.
    """
    return _threads(request, article, threads, ranges, cards(article.pk, threads, request.user))


def _threads(
    request: HttpRequest,
    article: Article,
    threads: Collection[int],
    ranges: Iterable[Range | None],
    found: Collection[Card],
) -> dict[str, Any]:
    chosen = MarkFilter.asked(request.GET)
    name = request.user.get_username()
    shown = [
        card
        for card in found
        if chosen.shows(mine=card.person == name, person=card.person, tags=card.tags)
    ]
    parts = [one for one in ranges if one is not None]
    return {
        "blocks": marked_blocks(article, parts, viewer=request.user, chosen=chosen),
        "cards": cards_html(request, shown),
        "gone": sorted(set(threads) - {card.pk for card in shown}),
        "is_hidden": len(shown) < len(found),
        "latest": latest(article.pk, request.user),
    }


def cards_html(request: HttpRequest, found: Iterable[Card]) -> str:
    """The cards as they stand on the article's page."""
    context = {"may_annotate": may_annotate(request.user)}
    return "".join(
        render_to_string("annotations/_card.html", context | {"card": card}, request)
        for card in found
    )


def refused(
    message: str, *, status: int, errors: dict[str, Any] | None = None, html: str = ""
) -> JsonResponse:
    """Why a script's request was not done; `html` is the form to go on with."""
    return JsonResponse({"error": message, "errors": errors or {}, "html": html}, status=status)


def form_refused(form: Any, *, status: int = 422, html: str = "") -> JsonResponse:
    message = " ".join(error for errors in form.errors.values() for error in errors)
    return refused(message, status=status, errors=form.errors, html=html)


def told(request: HttpRequest, message: str, activity: Activity | None) -> None:
    """A notice for the next page, with a way back."""
    tags = f"undo-{activity.pk}" if activity else ""
    messages.success(request, message, extra_tags=tags)


def undo_address(activity: Activity | None) -> str | None:
    return reverse("articles:undo", args=[activity.pk]) if activity else None


def passage(row: Annotation) -> Range | None:
    """The part of the text where an annotation is."""
    return None if row.start is None or row.end is None else (row.start, row.end)


def address(row: Annotation) -> str:
    """Where an annotation is on its article's page: its mark, or its card if it has none."""
    marked = row.start is not None and row.state != Annotation.State.LOST
    kind = "mark" if marked else "card"
    return f"{row.article.get_absolute_url()}#{kind}-{row.reply_to_id or row.pk}"
