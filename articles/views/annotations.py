"""Making, changing and deleting annotations: by plain forms, and by the page's scripts."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import access
from articles.actions import annotations as actions
from articles.actions.refusal import Refused, Stale
from articles.anchoring.pasted import places
from articles.forms import EditForm, MoveForm, PassageForm, ReplyForm, joined
from articles.models import Activity, Annotation, Article
from articles.pages.annotated import around, tags_of
from articles.pages.cards import new_card
from articles.views.answering import (
    address,
    changed,
    form_refused,
    passage,
    refused,
    wants_data,
)


@require_http_methods(["GET", "HEAD", "POST"])
def annotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an annotation of a passage, or ask which one is meant. GET: where the form is."""
    # The text is read again when it is locked; only a pasted passage is looked for here.
    columns = ("title", "slug", "html", "text_digest")
    article = get_object_or_404(Article.objects.only(*columns), pk=pk)
    if request.method != "POST":
        return redirect(f"{article.get_absolute_url()}#annotate")
    _demand(access.may_annotate(request.user))
    form = PassageForm(request.POST)
    choices: list[dict[str, Any]] = []
    if form.is_valid():
        asked = form.cleaned_data
        found = _places(article, asked)
        if len(found) == 1:
            try:
                made = actions.make(
                    article=article,
                    author=request.user,
                    start=found[0][0],
                    end=found[0][1],
                    tags=asked["tags"],
                    note=asked["note"],
                    visibility=asked["visibility"],
                    uid=asked["uid"],
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                row = made.annotation
                row.article = article
                return changed(
                    request,
                    message="Annotated.",
                    activity=made.activity or _logged(row, request),
                    row=row,
                    ranges=[passage(row)],
                    status=201,
                    card=new_card(row, made.tags, request.user) if made.activity else None,
                )
        elif found:
            choices = around(article.text, found)
        else:
            form.add_error("quote", "This passage does not stand in the article's text.")
    if wants_data(request) and not choices:
        return form_refused(form)
    context = {"article": article, "form": form, "choices": choices}
    return render(request, "annotations/new.html", context, status=200 if choices else 422)


@require_safe
def annotation(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """The address of an annotation leads to its place in the article."""
    return redirect(address(_visible(request, uid)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """Change what an annotation says. Who comes second sees both versions."""
    row = _changeable(request, uid)
    initial = {
        "tags": joined(tag.name for tag in tags_of([row.pk]).get(row.pk, ())),
        "note": row.note,
        "visibility": row.visibility,
        "version": row.version,
    }
    form = EditForm(request.POST or None, initial=initial, annotation=row)
    theirs = None
    if form.is_valid():
        try:
            edited = actions.edit(annotation=row, by=request.user, **form.cleaned_data)
        except Stale as stale:
            theirs = stale.annotation
            mine = request.POST.copy()
            mine["version"] = str(theirs.version)
            form = EditForm(mine, annotation=row)
            form.add_error(None, str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            edited.article = row.article
            return changed(
                request,
                message="Changed.",
                activity=_logged(edited, request, since=row.version),
                row=edited,
                ranges=[passage(edited)],
            )
    context = {"annotation": row, "form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.is_bound else 200
    if wants_data(request):
        html = render_to_string("annotations/_edit_form.html", context, request)
        if form.is_bound:
            return form_refused(form, status=status, html=html)
        return JsonResponse({"html": html})
    return render(request, "annotations/edit.html", context, status=status)


@require_POST
def move(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """Move the edges of an annotation's passage."""
    row = _changeable(request, uid)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return form_refused(form)
    before = passage(row)
    try:
        moved = actions.edit(annotation=row, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return refused(str(refusal), status=409 if isinstance(refusal, Stale) else 422)
    moved.article = row.article
    return changed(
        request,
        message="Moved.",
        activity=_logged(moved, request, since=row.version),
        row=moved,
        ranges=[before, passage(moved)],
    )


@require_POST
def delete(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """Delete an annotation and the replies to it; the notice and the log undo it."""
    row = _changeable(request, uid)
    activity = actions.delete(annotations=[row], by=request.user)
    return changed(
        request,
        message="Deleted.",
        activity=activity,
        row=row,
        ranges=[passage(row)],
        goes_to=row.article.get_absolute_url(),
    )


@require_POST
def reply(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """Answer an annotation."""
    row = _visible(request, uid)
    _demand(access.may_annotate(request.user))
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            made = actions.reply(to=row, author=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            made.article = row.article
            return changed(
                request, message="Replied.", activity=_logged(made, request), row=made, status=201
            )
    if wants_data(request):
        return form_refused(form)
    return render(request, "annotations/reply.html", {"annotation": row, "form": form}, status=422)


def _places(article: Article, asked: dict[str, Any]) -> list[Any]:
    """The ranges that are meant; a pair of None is the whole article."""
    if asked["start"] is not None:
        return [(asked["start"], asked["end"])]
    if not asked["quote"]:
        return [(None, None)]
    return places(article.text, asked["quote"])


def _logged(row: Annotation, request: HttpRequest, *, since: int = 0) -> Activity | None:
    """What the person did to an annotation last; None where it is of that version still."""
    if row.version == since:
        return None
    of_row = Activity.objects.filter(
        object_type="annotation", object_id=row.pk, actor=request.user.pk
    )
    return of_row.only("pk").order_by("-id").first()


def _visible(request: HttpRequest, uid: uuids.UUID) -> Annotation:
    """The annotation, or Http404 where it is none of the reader's business."""
    visible = Annotation.objects.visible_to(request.user).select_related("article", "author")
    return get_object_or_404(visible.defer("article__body", "article__text"), uid=uid)


def _changeable(request: HttpRequest, uid: uuids.UUID) -> Annotation:
    row = _visible(request, uid)
    _demand(access.may_change(request.user, row))
    return row


def _demand(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
