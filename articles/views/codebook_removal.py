"""Merging and deleting tags: what it touches is told first, and the log can undo it later."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles import access
from articles.actions.codebook import TagChanged, delete_tag, fingerprint, merge_tags
from articles.actions.refusal import Refused
from articles.models import Tag
from articles.pages.codebook import sorting
from articles.pages.codebook_form import MergeForm, asked_fingerprints, asked_keys
from articles.pages.tag_touch import touched
from articles.views.answering import told
from articles.views.codebook import editors_tag, place


@require_http_methods(["GET", "HEAD", "POST"])
def tags_merge(request: HttpRequest) -> HttpResponse:
    """Make one tag of those that the address or the form names by `tag`."""
    if not access.may_edit(request.user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    tags = {row.pk: row for row in Tag.objects.all()}
    keys = asked_keys(sent.getlist("tag"))
    chosen = sorted((tags[pk] for pk in keys if pk in tags), key=lambda tag: sorting(tag.name))
    touches = touched(chosen, request.user)
    most_used = max(chosen, key=lambda tag: touches.each[tag.pk], default=None)
    initial = {"into": most_used.pk if most_used and len(chosen) > 1 else ""}
    form = MergeForm(request.POST or None, initial=initial, chosen=chosen, tags=tags)
    if form.is_valid():
        into = form.cleaned_data["into"]
        seen = asked_fingerprints(sent.getlist("seen"))
        try:
            if len(chosen) < len(keys):
                raise Refused("One of the tags has been deleted or merged meanwhile. Look again.")
            entry = merge_tags(tags=chosen, into=into, by=request.user, seen=seen)
        except Refused as refusal:
            form.add_error(None, _look_again(refusal))
        else:
            told(request, f"Merged into “{into.name}”.", entry)
            return redirect(place(into.pk))
    context = {
        "form": form,
        "chosen": [(tag, touches.each[tag.pk], fingerprint(tag)) for tag in chosen],
        "touched": touches,
    }
    return render(request, "tags/merge.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def tag_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a tag, after telling what that touches."""
    tag = editors_tag(request, pk)
    error = ""
    if request.method == "POST":
        try:
            entry = delete_tag(tag=tag, by=request.user, seen=request.POST.get("seen", ""))
        except Refused as refusal:
            error = _look_again(refusal)
        else:
            told(request, f"Deleted the tag “{tag.name}”.", entry)
            return redirect("articles:codebook")
    context = {
        "tag": tag,
        "touched": touched([tag], request.user),
        "seen": fingerprint(tag),
        "error": error,
    }
    return render(request, "tags/delete.html", context, status=409 if error else 200)


def _look_again(refusal: Refused) -> str:
    again = " This page shows it as it is now." if isinstance(refusal, TagChanged) else ""
    return f"{refusal}{again}"
