"""Tags that stand on the same annotations as another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict

from articles.models import Tag
from articles.models.passage_counts import PassageCounts
from articles.pages.links import query_string, tag_path


@dataclass(frozen=True, slots=True)
class Together:
    """A tag, on how many annotations it stands beside the other, and the way to these."""

    name: str
    colour: str
    number: int
    url: str
    both: str


def occurring_with(counts: PassageCounts, query: QueryDict, but: Collection[int]) -> list[Together]:
    """The tags that occur most in the list of a tag's page, those in `but` left out."""
    facet = counts.by_tag((), None, but=but)
    colours = dict(
        Tag.objects.filter(pk__in=[value.pk for value in facet.values]).values_list("pk", "colour")
    )
    return [
        Together(
            name=value.name,
            colour=colours[value.pk],
            number=value.number or 0,
            url=tag_path(value.slug),
            both=query_string(query, tag=value.slug),
        )
        for value in facet.values
        if value.number
    ]
