"""The annotations of one article, as its page in the admin shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from articles.admin.choosing import is_key
from articles.admin.passage import in_context, shortened
from articles.models import Annotation

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """`passage` is safe HTML."""

    pk: int
    passage: str
    note: str
    tags: list[str]
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class AnnotationsOf:
    """The first of an article's annotations in the order of the text, and how many more."""

    rows: list[Row] = field(default_factory=list)
    more: int = 0


def annotations_of(article: str, viewer: Any) -> AnnotationsOf:
    """Those that the viewer may see; none for what is no primary key. Three queries at most."""
    if not is_key(article):
        return AnnotationsOf()
    visible = Annotation.objects.visible_to(viewer).filter(article=int(article))
    found = list(
        visible.select_related("author").prefetch_related("tags").order_by("start", "pk")[:SHOWN]
    )
    more = visible.count() - SHOWN if len(found) == SHOWN else 0
    rows = [
        Row(row.pk, in_context(row), shortened(row.note), [tag.name for tag in row.tags.all()], row)
        for row in found
    ]
    return AnnotationsOf(rows, more)
