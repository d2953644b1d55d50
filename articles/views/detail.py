"""The reading page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilter
from articles.models import Article
from articles.pages.caching import article_etag
from articles.pages.links import kept, query_string
from articles.pages.mark_filter import asked_marks
from articles.pages.news import latest
from articles.pages.reading import reading_page


@require_safe
def article_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An article; the query string is that of the list it was opened from, and of the marks."""
    annotations = latest(pk, request.user)
    etag = article_etag(request, pk, annotations)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    article = Article.objects.for_reading().filter(pk=pk).first()
    if article is None:
        raise Http404("There is no such article.")
    suffix = query_string(kept(request.GET))
    if slug != article.slug:
        asked = kept(request.GET)
        for name, values in asked_marks(request.GET).items():
            asked.setlist(name, values)
        return redirect(article.get_absolute_url() + query_string(asked), permanent=True)
    listing = None
    if suffix:
        opened_from = ArticleFilter(request.GET, viewer=request.user)
        listing = opened_from.listing if opened_from.form.is_valid() else None
    context = reading_page(
        article, listing=listing, viewer=request.user, data=request.GET, suffix=suffix
    )
    response = render(request, "articles/detail.html", context | {"latest": annotations})
    if etag:
        response["ETag"] = etag
    return response
