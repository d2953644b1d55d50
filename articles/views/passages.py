"""The list of annotations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import access
from articles.filters import AnnotationFilter
from articles.models import Tag
from articles.models.listing import Total
from articles.models.passage_counts import PassageCounts
from articles.pages.annotation_facets import counted, uncounted
from articles.pages.bulk_form import BulkForm
from articles.pages.exporting import export_links
from articles.pages.links import query_string
from articles.pages.paging import PER_PAGE, page_number, paging
from articles.pages.passage_links import of_tag, passage_chips, passages_kept
from articles.pages.passages import passage_rows


@require_safe
def annotation_list(request: HttpRequest) -> HttpResponse:
    """A page of all that the reader may see, newest first unless another order is asked for."""
    found = AnnotationFilter(request.GET, viewer=request.user)
    context = passages_context(request, found, address=reverse("articles:annotations"))
    return render(request, "annotations/list.html", context)


def passages_context(
    request: HttpRequest, found: AnnotationFilter, *, address: str, tag: Tag | None = None
) -> dict[str, Any]:
    """What a list at that address shows. Raises Http404 for a page that there is not."""
    query = passages_kept(request.GET)
    context: dict[str, Any] = {
        "form": found.form,
        "address": address,
        "query_string": query_string(query),
        "order": request.GET.get("order"),
        "also": query.getlist("also"),
    }
    if not found.form.is_valid():
        return context | {"total": Total(0, capped=False), "facets": uncounted(found)}
    listing, number = found.listing, page_number(request.GET.get("page"))
    keys = listing.keys((number - 1) * PER_PAGE, PER_PAGE + 1)
    if not keys and number > 1:
        raise Http404(f"There is no page {number}.")
    counts = PassageCounts(listing)
    context |= {
        "listing": listing,
        "counts": counts,
        "total": listing.total,
        "rows": passage_rows(keys[:PER_PAGE], query=listing.scope.query, viewer=request.user),
        "facets": counted(found, counts),
        "paging": paging(number, listing.total, more=len(keys) > PER_PAGE),
        "page_query": query_string(query, page=""),
        "chips": passage_chips(query, found.form),
        "notices_of_query": listing.scope.query.notices if listing.scope.query else (),
        "looks_at_newest": listing.looks_at_newest,
        "order": listing.order,
        "exports": export_links(of_tag(query, tag)),
    }
    if access.may_annotate(request.user):
        context |= {"bulk": BulkForm(), "filter": of_tag(query, tag).urlencode()}
    return context
