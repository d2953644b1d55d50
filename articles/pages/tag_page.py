"""What the page of a tag shows beside its passages."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from articles.filters import AnnotationFilter
from articles.models import Tag
from articles.models.passage_counts import PassageCounts
from articles.pages.cooccurrence import occurring_with
from articles.pages.histogram import histogram
from articles.pages.links import query_string
from articles.pages.rows import TagChip


def about_tag(tag: Tag) -> dict[str, Any]:
    """The tag's place in the codebook: the tags above it from the top, and those right below."""
    every = {row.pk: row for row in Tag.objects.all()}
    above: list[Tag] = []
    parent = tag.parent_id
    while parent is not None and every[parent] not in above:
        above.insert(0, every[parent])
        parent = every[parent].parent_id
    below = [row for row in every.values() if row.parent_id == tag.pk]
    return {
        "tag": tag,
        "above": [_chip(row) for row in above],
        "below": [_chip(row) for row in sorted(below, key=lambda row: row.name.casefold())],
    }


def around_tag(
    found: AnnotationFilter, tag: Tag, counts: PassageCounts, query: QueryDict
) -> dict[str, Any]:
    """Of the annotations that the filter finds: tags beside it, and its use over time."""
    scope = found.scope
    shown = histogram(counts.span, counts.by_period, after=scope.after, before=scope.before)
    context: dict[str, Any] = {
        "together": occurring_with(counts, query, but=found.family(tag)),
    }
    if shown:
        undated = query_string(query, published_after=None, published_before=None)
        context |= {
            "histogram": shown,
            "bars": shown.drawn(undated),
            "bars_in_words": shown.table(),
            "histogram_sampled": counts.sampled,
        }
    return context


def _chip(tag: Tag) -> TagChip:
    return TagChip(tag.name, tag.slug, tag.colour, 0)
