"""The page of a tag: what it means, and every passage that has it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.filters import AnnotationFilter
from articles.models import Tag
from articles.pages.links import tag_path
from articles.pages.passage_links import passages_kept
from articles.pages.tag_page import about_tag, around_tag
from articles.views.passages import passages_context


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The passages of a tag, those of the tags below it too unless `with_children` is no."""
    # No text in PostgreSQL holds a NUL, not even one that is looked for.
    tag = get_object_or_404(Tag, slug=slug.replace("\0", " "))
    found = AnnotationFilter(request.GET, viewer=request.user, tag=tag)
    context = about_tag(tag) | passages_context(request, found, address=tag_path(slug), tag=tag)
    if "counts" in context:
        context |= around_tag(found, tag, context["counts"], passages_kept(request.GET))
    return render(request, "tags/detail.html", context)
