"""What merging or deleting tags touches, told before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from articles.models import Annotation, Tag

NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Touched:
    """How many annotations have any of the tags, and how many of those are by other people.

    Only what the viewer may see counts: a private annotation of somebody else changes with the
    others, but that there is one is told to nobody.
    """

    annotations: int
    by_others: int
    each: dict[int, int]
    children: Sequence[str]
    more_children: int


def touched(tags: Sequence[Tag], viewer: Any) -> Touched:
    """What stands to change when these tags go; three queries."""
    visible = Annotation.objects.visible_to(viewer)
    keys = [tag.pk for tag in tags]
    links = Annotation.tags.through.objects.filter(tag__in=keys, annotation__in=visible)
    each = dict(links.values_list("tag_id").annotate(number=Count("pk")))
    numbers = links.aggregate(
        annotations=Count("annotation", distinct=True),
        by_others=Count("annotation", distinct=True, filter=~Q(annotation__author=viewer.pk)),
    )
    below = list(
        Tag.objects.filter(parent__in=keys)
        .exclude(pk__in=keys)
        .order_by("name")
        .values_list("name", flat=True)
    )
    return Touched(
        **numbers,
        each={pk: each.get(pk, 0) for pk in keys},
        children=below[:NAMES_SHOWN],
        more_children=max(len(below) - NAMES_SHOWN, 0),
    )
