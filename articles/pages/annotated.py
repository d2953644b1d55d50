"""The annotations of an article as its page shows them: marks in the text, cards beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from articles.access import may_change
from articles.models import Annotation, Article
from articles.pages.rows import TagChip
from articles.rendering.hits import Html
from articles.rendering.marks import Span

MOST_CARDS = 100


@dataclass(slots=True)
class Card:
    """An annotation beside the text. `note` is safe HTML."""

    pk: int
    uid: str
    url: str
    person: str
    created: str
    instant: str
    quote: str
    note: Html
    visibility: str
    state: str
    has_passage: bool
    may_change: bool
    tags: list[TagChip] = field(default_factory=list)
    replies: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Annotated:
    """What an article's page shows of its annotations; `more` have no card on it."""

    spans: Sequence[Span] = ()
    cards: Sequence[Card] = ()
    more: int = 0


def annotations_of(article: Article, viewer: Any) -> Annotated:
    """The marks of all annotations that the viewer may see, and the first `MOST_CARDS` cards.

    One query for an article without any.
    """
    visible = Annotation.objects.visible_to(viewer).filter(article=article)
    standing = visible.filter(reply_to=None).order_by("start", "pk")
    passages = list(standing.values_list("pk", "start", "end", "state", "text_digest"))
    if not passages:
        return Annotated()
    tags = _tags(visible)
    carded = {pk for pk, *_ in passages[:MOST_CARDS]}
    spans = [
        Span(
            pk,
            start,
            end,
            tuple(chip.colour for chip in tags.get(pk, ())),
            ", ".join(chip.name for chip in tags.get(pk, ())),
            pk in carded,
        )
        for pk, start, end, state, text_digest in passages
        if start is not None
        and end is not None
        and state != Annotation.State.LOST
        and text_digest == article.text_digest
    ]
    return Annotated(spans, _cards(visible, carded, tags, viewer), len(passages) - len(carded))


def _cards(
    visible: QuerySet[Annotation], carded: set[int], tags: dict[int, list[TagChip]], viewer: Any
) -> list[Card]:
    """Cards in the order of their passages, replies below what they answer."""
    rows = visible.filter(Q(pk__in=carded) | Q(reply_to__in=carded)).select_related("author")
    ordered = list(rows.order_by("start", "pk"))
    cards = {
        row.pk: _card(row, viewer, tags.get(row.pk, []))
        for row in ordered
        if row.reply_to_id is None
    }
    for row in ordered:
        if row.reply_to_id is not None:
            cards[row.reply_to_id].replies.append(_card(row, viewer, []))
    return list(cards.values())


def _card(annotation: Annotation, viewer: Any, tags: list[TagChip]) -> Card:
    return Card(
        pk=annotation.pk,
        uid=str(annotation.uid),
        url=reverse("articles:annotation", args=[annotation.uid]),
        person=annotation.author.get_username(),
        created=date_format(annotation.created_at, "j M Y"),
        instant=annotation.created_at.isoformat(),
        quote=annotation.quote,
        note=Html(annotation.note_html),
        visibility=annotation.visibility,
        state=annotation.state,
        has_passage=annotation.start is not None,
        may_change=may_change(viewer, annotation),
        tags=tags,
    )


def _tags(annotations: Iterable[Annotation] | Any) -> dict[int, list[TagChip]]:
    """The tags of annotations, by their keys, in the order in which they were given."""
    links = (
        Annotation.tags.through.objects.filter(annotation__in=annotations)
        .order_by("annotation_id", "id")
        .values_list("annotation_id", "tag__name", "tag__slug", "tag__colour")
    )
    chips: dict[int, list[TagChip]] = {}
    for annotation, name, slug, colour in links:
        chips.setdefault(annotation, []).append(TagChip(name, slug, colour, 0))
    return chips


def around(text: str, places: Sequence[tuple[int, int]], context: int = 60) -> list[dict[str, Any]]:
    """Places of a text with some words around them, to choose one from."""
    return [
        {
            "start": start,
            "end": end,
            "before": text[max(0, start - context) : start],
            "passage": text[start:end],
            "after": text[end : end + context],
        }
        for start, end in places
    ]
