"""A person's own log, with a way back from each entry."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.actions.refusal import Refused
from articles.actions.undo import undo
from articles.models import Activity

PER_PAGE = 50


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """What the reader did, newest first; what can be undone has a button for it."""
    if not access.may_annotate(request.user):
        raise PermissionDenied
    own = Activity.objects.filter(actor=request.user.pk).select_related("undone_by")
    page = Paginator(own.defer("before", "after"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "annotations/log.html", {"page": page})


@require_POST
def activity_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one of one's own actions."""
    if not access.may_annotate(request.user):
        raise PermissionDenied
    entry = get_object_or_404(Activity, pk=pk, actor=request.user.pk)
    try:
        undone = undo(activity=entry, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        kept = f" {undone.kept} stay: they were changed since." if undone.kept else ""
        messages.success(request, f"Undone.{kept}")
    return redirect("articles:log")
