"""The list of articles, its counts, and names to choose from."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilter
from articles.models import Author, Source
from articles.models.listing import CAP, Total
from articles.models.name import name_key
from articles.pages.facets import counted, counts_are_cheap, tag_choice, uncounted
from articles.pages.links import chips, kept, query_string
from articles.pages.paging import PER_PAGE, page_number, paging
from articles.pages.rows import rows

NAMES_SHOWN = 20


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """A page of the list; counts come with it when they are cheap, else after it."""
    found = ArticleFilter(request.GET, viewer=request.user)
    query = kept(request.GET)
    context: dict[str, Any] = {
        "form": found.form,
        "query_string": query_string(query),
        "order": request.GET.get("order"),
    }
    is_valid = found.form.is_valid()
    context |= tag_choice(found)
    if not is_valid:
        context |= {"total": Total(0, capped=False), "facets": uncounted(found)}
        return render(request, "articles/list.html", context)
    listing, number = found.listing, page_number(request.GET.get("page"))
    docids = listing.docids((number - 1) * PER_PAGE, PER_PAGE + 1)
    if not docids and number > 1:
        raise Http404(f"There is no page {number}.")
    suffix = query_string(query)
    context |= {
        "total": listing.total,
        "rows": rows(
            docids[:PER_PAGE], query=listing.scope.query, viewer=request.user, suffix=suffix
        ),
        "paging": paging(number, listing.total, more=len(docids) > PER_PAGE),
        "page_query": query_string(query, page=""),
        "chips": chips(query, found.form),
        "notices": listing.scope.query.notices if listing.scope.query else (),
        "order": listing.order,
        "ranked_newest": listing.order == "relevance" and listing.total.number == CAP,
        "looks_at_newest": CAP if listing.looks_at_newest else None,
    }
    if request.GET.get("counts") or counts_are_cheap(listing):
        context |= counted(found, query, listing)
    else:
        context |= {"facets": uncounted(found), "facets_late": True}
    return render(request, "articles/list.html", context)


@require_safe
def article_facets(request: HttpRequest) -> HttpResponse:
    """The counts beside the list, as a fragment that the page fetches after itself."""
    found = ArticleFilter(request.GET, viewer=request.user)
    if not found.form.is_valid():
        raise Http404("The filter has values that mean nothing.")
    query = kept(request.GET)
    context = {"form": found.form, **counted(found, query)}
    return render(request, "articles/_facets.html", context)


@require_safe
def article_names(request: HttpRequest) -> JsonResponse:
    """Names of sources or authors that hold what was typed, for the fields of the filters."""
    kinds: dict[str, Any] = {"source": Source, "author": Author}
    kind = kinds.get(request.GET.get("of", ""))
    if kind is None:
        raise Http404("Names are of sources or of authors.")
    typed = name_key(request.GET.get("q", "")[:100].replace("\0", ""))
    names = kind.objects.standing().containing(typed)
    return JsonResponse({"names": list(names.values_list("name", flat=True)[:NAMES_SHOWN])})
