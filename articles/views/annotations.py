"""Making, changing and deleting annotations by plain forms, which work without JavaScript."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import access
from articles.actions import annotations as actions
from articles.actions.refusal import Refused, Stale
from articles.anchoring.pasted import places
from articles.forms import EditForm, PassageForm, ReplyForm
from articles.models import Annotation, Article
from articles.pages.annotated import around


@require_http_methods(["GET", "HEAD", "POST"])
def annotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an annotation of a passage, or ask which one is meant. GET: where the form is."""
    article = get_object_or_404(Article.objects.defer("body", "html"), pk=pk)
    if request.method != "POST":
        return redirect(f"{article.get_absolute_url()}#annotate")
    _demand(access.may_annotate(request.user))
    form = PassageForm(request.POST)
    choices: list[dict[str, Any]] = []
    if form.is_valid():
        asked = form.cleaned_data
        found = _places(article, asked)
        if len(found) == 1:
            start, end = found[0]
            try:
                made = actions.annotate(
                    article=article,
                    author=request.user,
                    start=start,
                    end=end,
                    tags=asked["tags"],
                    note=asked["note"],
                    visibility=asked["visibility"],
                    uid=asked["uid"],
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Annotated.")
                return redirect(address(made))
        elif found:
            choices = around(article.text, found)
        else:
            form.add_error("quote", "This passage does not stand in the article's text.")
    context = {"article": article, "form": form, "choices": choices}
    return render(request, "annotations/new.html", context, status=200 if choices else 422)


@require_safe
def annotation(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """The address of an annotation leads to its place in the article."""
    return redirect(address(_visible(request, uid)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """Change what an annotation says. Who comes second sees both versions."""
    row = _visible(request, uid)
    _demand(access.may_change(request.user, row))
    names = ", ".join(row.tags.order_by("pk").values_list("name", flat=True))
    initial = {
        "tags": names,
        "note": row.note,
        "visibility": row.visibility,
        "version": row.version,
    }
    form = EditForm(request.POST or None, initial=initial)
    theirs = None
    if form.is_valid():
        asked = form.cleaned_data
        try:
            actions.edit(
                annotation=row,
                by=request.user,
                version=asked["version"],
                tags=asked["tags"],
                note=asked["note"],
                visibility=asked["visibility"],
            )
        except Stale as stale:
            theirs = stale.annotation
            mine = request.POST.copy()
            mine["version"] = str(theirs.version)
            form = EditForm(mine)
            form.add_error(None, str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Changed.")
            return redirect(address(row))
    context = {"annotation": row, "form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "annotations/edit.html", context, status=status)


@require_POST
def delete(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    row = _visible(request, uid)
    _demand(access.may_change(request.user, row))
    actions.delete(annotations=[row], by=request.user)
    messages.success(request, "Deleted. The log can undo it.")
    return redirect(row.article.get_absolute_url())


@require_POST
def reply(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    row = _visible(request, uid)
    _demand(access.may_annotate(request.user))
    form = ReplyForm(request.POST)
    if form.is_valid():
        actions.reply(to=row, author=request.user, **form.cleaned_data)
        return redirect(address(row))
    return render(request, "annotations/reply.html", {"annotation": row, "form": form}, status=422)


def address(row: Annotation) -> str:
    """Where an annotation is on its article's page: its mark, or its card if it has none."""
    marked = row.start is not None and row.state != Annotation.State.LOST
    kind = "mark" if marked else "card"
    return f"{row.article.get_absolute_url()}#{kind}-{row.reply_to_id or row.pk}"


def _places(article: Article, asked: dict[str, Any]) -> list[Any]:
    """The ranges that are meant; a pair of None is the whole article."""
    if asked["start"] is not None:
        return [(asked["start"], asked["end"])]
    if not asked["quote"]:
        return [(None, None)]
    return places(article.text, asked["quote"])


def _visible(request: HttpRequest, uid: uuids.UUID) -> Annotation:
    """The annotation, or Http404 where it is none of the reader's business."""
    visible = Annotation.objects.visible_to(request.user).select_related("article", "author")
    return get_object_or_404(visible.defer("article__body", "article__html"), uid=uid)


def _demand(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
