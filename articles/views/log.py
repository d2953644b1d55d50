"""A person's own log, with a way back from each entry."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.actions.refusal import Refused
from articles.actions.undo import Undone, undo
from articles.models import Activity, Article
from articles.views.answering import HIDDEN, refused, threads_now, wants_data

PER_PAGE = 50


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """What the reader did, newest first; what can be undone has a button for it.

    What they did with annotations of others that have become private since is not there any more.
    """
    if not access.may_annotate(request.user):
        raise PermissionDenied
    own = Activity.objects.visible_to(request.user).filter(actor=request.user.pk)
    own = own.select_related("undone_by")
    page = Paginator(own.defer("before", "after"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "annotations/log.html", {"page": page})


@require_POST
def activity_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one of one's own actions."""
    return _undone(request, get_object_or_404(Activity, pk=pk, actor=request.user.pk))


@require_POST
def activity_undo_latest(request: HttpRequest) -> HttpResponse:
    """Undo what the person did last and has not undone yet."""
    entry = Activity.objects.undoable_by(request.user).first()
    if entry is None:
        return _told(request, "There is nothing to undo.")
    return _undone(request, entry)


def _undone(request: HttpRequest, entry: Activity) -> HttpResponse:
    if not access.may_undo(request.user, entry):
        raise PermissionDenied
    try:
        undone = undo(activity=entry, by=request.user)
    except Refused as refusal:
        return _told(request, str(refusal))
    kept = f" {undone.kept} stay: they were changed since." if undone.kept else ""
    message = f"Undone: {entry.verb} “{Truncator(entry.label).chars(60)}”.{kept}"
    if wants_data(request):
        page = _on_page(request, undone)
        message += HIDDEN if page.get("is_hidden") else ""
        return JsonResponse(page | {"message": message, "undo": None})
    messages.success(request, message)
    return redirect(_back(request))


def _told(request: HttpRequest, message: str) -> HttpResponse:
    if wants_data(request):
        return refused(message, status=422)
    messages.error(request, message)
    return redirect(_back(request))


def _on_page(request: HttpRequest, undone: Undone) -> dict[str, object]:
    """What has changed on the page of the article that the request names, if it names one."""
    number = request.POST.get("article", "")[:15]
    known = number.isascii() and number.isdigit()
    article = Article.objects.filter(pk=int(number)).first() if known else None
    if article is None:
        return {"blocks": [], "cards": "", "gone": []}
    entry = undone.activity
    threads, ranges = set(), []
    for key, state in [*entry.before.items(), *entry.after.items()]:
        kind, _, number = key.partition(":")
        if kind == "annotation" and state and state["article_id"] == article.pk:
            threads.add(state["reply_to_id"] or int(number))
            if state["start"] is not None:
                ranges.append((state["start"], state["end"]))
    return threads_now(request, article, threads, ranges)


def _back(request: HttpRequest) -> str:
    """The page that the button stood on, if it is one of this site."""
    page = request.POST.get("next", "")
    # What does not begin so might be taken for the name of a view.
    if page.startswith("/") and url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return page
    return resolve_url("articles:log")
