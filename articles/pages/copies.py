"""The copies of an article, equal ones and nearly equal ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from articles.actions.carrying import carried_to, place_in
from articles.models import Annotation, Article, NearDuplicate
from articles.pages.annotated import around

SHOWN = 4
MOST = 20
CONTEXT = 80  # code points


@dataclass(frozen=True, slots=True)
class Copy:
    """An article to which an annotation can be carried.

    `found` is the passage there with its surroundings (see `around`), None where it is lost or the
    whole article is meant; `similarity` that of the passage, in per cent, where it is another.
    """

    pk: int
    title: str
    source: str
    url: str
    found: dict[str, Any] | None
    similarity: int | None
    lost: bool
    has_it: bool


def nearly_same(article: Article) -> list[tuple[int, int]]:
    """The docids of articles with nearly the same text, and how similar they are in per cent.

    The most similar ones, the first of each text; one query. Equal texts are not among them.
    """
    stands_for = [article.pk]
    if article.duplicate_of_id is not None:
        stands_for.append(article.duplicate_of_id)
    pairs = NearDuplicate.objects.filter(article__in=stands_for).order_by("-similarity", "other")
    return list(pairs.values_list("other__docid", "similarity")[:SHOWN])


def copies_of(article: Article) -> list[Article]:
    """Other articles with the same or nearly the same text, at most `MOST`, with their texts."""
    first = article.duplicate_of_id or article.pk
    near = NearDuplicate.objects.filter(article__in=[article.pk, first]).values("other")
    same = Q(pk=first) | Q(duplicate_of=first) | Q(pk__in=near) | Q(duplicate_of__in=near)
    rows = Article.objects.filter(same).exclude(pk=article.pk).select_related("source")
    return list(rows.defer("body", "html").order_by("pk")[:MOST])


def copies_for(annotation: Annotation, viewer: Any) -> list[Copy]:
    """Where the viewer can carry an annotation, with its passage there."""
    has_it = carried_to(annotation, viewer)
    from_text = annotation.article.text
    return [
        _copy(annotation, from_text, article, has_it=article.pk in has_it)
        for article in copies_of(annotation.article)
    ]


def _copy(annotation: Annotation, from_text: str, article: Article, *, has_it: bool) -> Copy:
    place = place_in(annotation, from_text, article.text)
    found = None
    if place is not None and place.start is not None and place.end is not None:
        found = around(article.text, [(place.start, place.end)], CONTEXT)[0]
    return Copy(
        pk=article.pk,
        title=article.title,
        source=article.source.name if article.source else "",
        url=article.get_absolute_url(),
        found=found,
        similarity=round(100 * place.similarity) if place and place.state == "moved" else None,
        lost=place is not None and found is None,
        has_it=has_it,
    )
