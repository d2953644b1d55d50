"""The codebook: its tree, and the forms that make and change one tag."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import access
from articles.actions.codebook import EDITABLE, TagChanged, change_tag, fingerprint, nest_tag
from articles.actions.refusal import Refused
from articles.actions.tags import create_tag
from articles.models import Activity, Tag
from articles.pages.codebook import codebook
from articles.pages.codebook_form import NestForm, TagForm
from articles.views.answering import form_refused, refused, told, undo_address, wants_data


@require_safe
def codebook_tree(request: HttpRequest) -> HttpResponse:
    """All tags. Editors change them here, annotators make new ones."""
    context = {
        "nodes": codebook(request.user),
        "may_make": access.may_code(request.user),
        "may_edit": access.may_edit(request.user),
    }
    return render(request, "tags/codebook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tag_new(request: HttpRequest) -> HttpResponse:
    """Make a tag; `under` in the address is the key of the one it is to stand under."""
    if not access.may_code(request.user):
        raise PermissionDenied
    form = TagForm(request.POST or None, initial={"parent": request.GET.get("under", "")})
    if form.is_valid():
        try:
            tag = create_tag(name=form.cleaned_data["name"], by=request.user, **form.values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            made = Activity.objects.filter(verb="make tag", object_type="tag", object_id=tag.pk)
            told(request, f"Made the tag “{tag.name}”.", made.first())
            return redirect(place(tag.pk))
    status = 422 if form.is_bound else 200
    return render(request, "tags/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def tag_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a tag. Who comes second sees what the first has made of it."""
    tag = editors_tag(request, pk)
    initial = {name: getattr(tag, name) for name in ("name", *EDITABLE)}
    initial |= {"parent": tag.parent_id, "seen": fingerprint(tag)}
    form = TagForm(request.POST or None, initial=initial, tag=tag)
    theirs: Tag | None = None
    if form.is_valid():
        asked = form.cleaned_data
        try:
            entry = change_tag(
                tag=tag, by=request.user, name=asked["name"], seen=asked["seen"], **form.values
            )
        except TagChanged as changed:
            theirs = changed.tag
            mine = request.POST.copy()
            mine["seen"] = fingerprint(theirs)
            form = TagForm(mine, tag=tag)
            form.add_error(None, f"{changed} Saving again replaces what stands now.")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told(request, "Changed." if entry else "Nothing was changed.", entry)
            return redirect(place(tag.pk))
    context = {"form": form, "tag": tag, "theirs": theirs}
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "tags/form.html", context, status=status)


@require_POST
def tag_nest(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a tag under another, or at the top; a script gets {"message", "undo"}."""
    tag = editors_tag(request, pk)
    form = NestForm(request.POST)
    if not form.is_valid():
        return form_refused(form)
    parent, was = form.cleaned_data["parent"], form.cleaned_data["was"]
    try:
        if "was" in request.POST and was != tag.parent_id:
            raise TagChanged(tag)
        entry = nest_tag(tag=tag, parent=parent, by=request.user)
    except Refused as refusal:
        return _not_nested(request, str(refusal), 409 if isinstance(refusal, TagChanged) else 422)
    where = f"under “{parent.name}”" if parent else "at the top"
    message = f"“{tag.name}” is now {where}." if entry else f"“{tag.name}” is {where} already."
    if wants_data(request):
        return JsonResponse({"message": message, "undo": undo_address(entry)})
    told(request, message, entry)
    return redirect(place(tag.pk))


def _not_nested(request: HttpRequest, message: str, status: int) -> HttpResponse:
    if wants_data(request):
        return refused(message, status=status)
    context: dict[str, Any] = {"title": "Not moved", "message": message}
    return render(request, "tags/refused.html", context, status=status)


def editors_tag(request: HttpRequest, pk: int) -> Tag:
    """A tag that the person may change; Http404 and PermissionDenied where there is none."""
    if not access.may_edit(request.user):
        raise PermissionDenied
    return get_object_or_404(Tag, pk=pk)


def place(pk: int) -> str:
    """Where a tag stands on the page of the codebook."""
    return f"{reverse('articles:codebook')}#tag-{pk}"
