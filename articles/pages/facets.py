"""The filters beside the list: what can be chosen, with counts where they are at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.models import Article, Revision
from articles.models.counting import newest_keys
from articles.models.facets import Counts, Facet, FacetValue
from articles.models.listing import Listing
from articles.pages.histogram import Histogram, histogram
from articles.pages.kept_counts import kept_counts
from articles.pages.links import query_string

COUNTED_AT_ONCE = 200
LABELS = {"source": "Source", "author": "Author"}


@dataclass(frozen=True, slots=True)
class FacetField:
    """A group of checkboxes and a field for further names. `unknown` is a name that was refused."""

    name: str
    label: str
    values: Sequence[FacetValue]
    chosen: tuple[int, ...]
    field: Any
    sampled: int | None = None
    unknown: str = ""


def counts_are_cheap(listing: Listing) -> bool:
    """Whether a list is not kept waiting for its counts.

    Those by source and by author leave out the filter by it, so they may be over much more.
    """
    scope = listing.scope
    widened = scope.sources or scope.authors
    return not (widened or listing.total.capped) and listing.total.number <= COUNTED_AT_ONCE


def counted(
    found: ArticleFilter, query: QueryDict, listing: Listing | None = None
) -> dict[str, Any]:
    """The template's context with all counts of a valid filter, whose listing may be at hand."""
    scope = found.scope
    sources, authors, shown, sampled = _numbers(listing or found.listing)
    facets = {"source": (sources, scope.sources), "author": (authors, scope.authors)}
    context: dict[str, Any] = {
        "facets": [_field(found, name, facet, chosen) for name, (facet, chosen) in facets.items()],
    }
    if shown:
        context |= {
            "histogram": shown,
            "bars": shown.drawn(query_string(query, published_after=None, published_before=None)),
            "bars_in_words": shown.table(),
            "histogram_sampled": sampled,
        }
    return context


def _numbers(listing: Listing) -> tuple[Facet, Facet, Histogram | None, int | None]:
    """All counts of a listing; those of very many articles are kept for a while.

    What is added or changed makes them anew; what is deleted or merged shows after that while.
    """
    scope = listing.scope
    if scope.about_annotations or not listing.total.capped:
        return _counted_now(listing)
    state = (scope.without(viewer=None), newest_keys(Article, Revision))
    return kept_counts(state, lambda: _counted_now(listing))


def _counted_now(listing: Listing) -> tuple[Facet, Facet, Histogram | None, int | None]:
    counts, scope = Counts(listing), listing.scope
    shown = histogram(counts.span, counts.by_period, after=scope.after, before=scope.before)
    return counts.by_source(), counts.by_author(), shown, counts.sampled


def uncounted(found: ArticleFilter) -> list[FacetField]:
    """The same choices without counts: only what is chosen already, or was refused."""
    fields = []
    for name in LABELS:
        rows = _chosen(found, name)
        values = [FacetValue(row.pk, row.name, row.slug, None) for row in rows]
        fields.append(_field(found, name, Facet(values), tuple(row.pk for row in rows)))
    return fields


def tag_choice(found: ArticleFilter) -> dict[str, Any]:
    """The template's context for tags: those chosen, and what was typed and refused."""
    return {
        "chosen_tags": _chosen(found, "tag"),
        "unknown_tag": "".join(refused(found, "tag")[:1]),
    }


def refused(found: ArticleFilter, name: str) -> list[str]:
    """The values of a field that there are none of."""
    errors = found.form.errors.as_data().get(name, [])
    return [error.params["value"] for error in errors if error.params]


def _chosen(found: ArticleFilter, name: str) -> tuple[Any, ...]:
    """The rows that a field means; of a refused one, those that there are."""
    if name in found.form.cleaned_data:
        return found.form.cleaned_data[name] or ()
    wrong = set(refused(found, name))
    given = [value for value in found.form.data.getlist(name) if value.strip() not in wrong]
    return found.form.fields[name].known(given) if wrong else ()


def _field(found: ArticleFilter, name: str, facet: Facet, chosen: tuple[int, ...]) -> FacetField:
    field = found.form[name]
    unknown = "".join(refused(found, name)[:1])
    return FacetField(name, LABELS[name], facet.values, chosen, field, facet.sampled, unknown)
