"""The list as an Atom feed."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilter
from articles.models import Article
from articles.models.listing import Listing
from articles.pages.links import kept, query_string

ENTRIES = 50
SUMMARY = 500
# XML 1.0 knows neither control characters nor these two; nothing else is stored that it refuses.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@require_safe
def article_feed(request: HttpRequest) -> HttpResponse:
    """The newest articles of a filter (RFC 4287); a filter that means nothing is a bad request."""
    found = ArticleFilter(request.GET, viewer=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest(
            found.form.errors.as_text(), content_type="text/plain; charset=utf-8"
        )
    suffix = query_string(kept(request.GET))
    # Each entry has an author, or else the feed must (RFC 4287, 4.1.1).
    feed = Atom1Feed(
        author_name="Newsroom",
        title="Newsroom"
        + (f": {NO_XML.sub('', request.GET['q'])}" if request.GET.get("q") else ""),
        link=request.build_absolute_uri(reverse("articles:list") + suffix),
        feed_url=request.build_absolute_uri(),
        description="Articles of the archive, newest first",
    )
    docids = Listing(found.scope).docids(0, ENTRIES)
    columns = (
        "pk",
        "slug",
        "title",
        "text",
        "byline",
        "published_at",
        "updated_at",
        "source__name",
    )
    for entry in Article.objects.filter(docid__in=docids).newest().values(*columns):
        address = request.build_absolute_uri(
            reverse("articles:detail", args=[entry["pk"], entry["slug"]])
        )
        feed.add_item(
            title=NO_XML.sub("", entry["title"]),
            link=address,
            unique_id=request.build_absolute_uri(
                reverse("articles:detail_short", args=[entry["pk"]])
            ),
            description=escape(NO_XML.sub("", entry["text"][:SUMMARY])),  # as HTML
            author_name=NO_XML.sub("", entry["byline"] or entry["source__name"] or "") or None,
            pubdate=entry["published_at"],
            updateddate=entry["updated_at"],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
