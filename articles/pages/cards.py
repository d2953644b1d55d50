"""The cards beside an article's text: what was said about a passage, and the replies to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from articles.access import may_change
from articles.models import Annotation, Tag
from articles.pages.annotated import tags_of
from articles.pages.rows import TagChip
from articles.pages.words import short_day
from articles.rendering.hits import Html


@dataclass(frozen=True, slots=True)
class Origin:
    """The annotation of another copy of the article that one was carried from."""

    url: str
    title: str


@dataclass(slots=True)
class Card:
    """An annotation beside the text. `note` is safe HTML; `start` and `end` are code points.

    `changes_url` is where one whose passage moved or was lost is looked at, and placed again.
    """

    pk: int
    uid: str
    version: int
    url: str
    person: str
    created: str
    instant: str
    full: str
    start: int | None
    end: int | None
    quote: str
    note: Html
    visibility: str
    state: str
    may_change: bool
    tags: list[TagChip]
    changes_url: str = ""
    carried_from: Origin | None = None
    replies: list[Card] = field(default_factory=list)

    @property
    def has_passage(self) -> bool:
        return self.start is not None

    @property
    def group(self) -> str:
        """Which of the `GROUPS` it stands in."""
        if self.start is None:
            return "whole"
        return "lost" if self.state == Annotation.State.LOST else "passage"


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards of a kind under their heading."""

    name: str
    heading: str
    cards: list[Card]


GROUPS = {
    "whole": "About the whole article",
    "lost": "Passage lost",
    "passage": "In the text",
}


def grouped(found: list[Card]) -> list[CardGroup]:
    """The cards of a page in the groups that it shows, in their order; empty ones too."""
    return [
        CardGroup(name, heading, [card for card in found if card.group == name])
        for name, heading in GROUPS.items()
    ]


def cards(article: int, keys: Collection[int], viewer: Any) -> list[Card]:
    """The cards of those of an article's annotations, in the order of the text, with replies.

    What the viewer may not see is left out, as is a key of a reply.
    """
    if not keys:
        return []
    visible = Annotation.objects.visible_to(viewer).filter(article=article)
    rows = visible.filter(Q(pk__in=keys, reply_to=None) | Q(reply_to__in=keys))
    ordered = list(rows.select_related("author").order_by(F("start").asc(nulls_first=True), "pk"))
    threads = {row.pk for row in ordered if row.reply_to_id is None}
    tags = tags_of(threads)
    found = {
        row.pk: _card(row, viewer, tags.get(row.pk, [])) for row in ordered if row.pk in threads
    }
    for row, origin in _origins(ordered, viewer):
        found[row.pk].carried_from = origin
    for row in ordered:
        if row.reply_to_id in found:
            found[row.reply_to_id].replies.append(_card(row, viewer, []))
    return list(found.values())


def new_card(annotation: Annotation, tags: Iterable[Tag], viewer: Any) -> Card:
    """The card of an annotation that the viewer made just now, without asking the database."""
    return _card(annotation, viewer, [TagChip(tag.name, tag.slug, tag.colour, 0) for tag in tags])


def _origins(rows: list[Annotation], viewer: Any) -> Iterator[tuple[Annotation, Origin]]:
    """What was carried from elsewhere, with where from, if the viewer may see that."""
    carried = [row for row in rows if row.carried_from_id is not None]
    if not carried:
        return
    visible = Annotation.objects.visible_to(viewer).select_related("article")
    origins = visible.only("uid", "article__title").in_bulk(
        [row.carried_from_id for row in carried]
    )
    for row in carried:
        if origin := origins.get(row.carried_from_id):
            yield row, Origin(_url(origin), origin.article.title)


def _url(annotation: Annotation) -> str:
    """The permanent address, without `reverse`, which takes its time."""
    return f"{reverse('articles:home')}annotations/{annotation.uid}/"


def _card(annotation: Annotation, viewer: Any, tags: list[TagChip]) -> Card:
    created = annotation.created_at.astimezone(dt.UTC)
    return Card(
        pk=annotation.pk,
        uid=str(annotation.uid),
        version=annotation.version,
        url=_url(annotation),
        person=annotation.author.get_username(),
        created=short_day(created),
        instant=created.isoformat(),
        full=f"{created:%Y-%m-%d %H:%M} UTC",
        start=annotation.start,
        end=annotation.end,
        quote=annotation.quote,
        note=Html(annotation.note_html),
        visibility=annotation.visibility,
        state=annotation.state,
        may_change=may_change(viewer, annotation),
        tags=tags,
        changes_url=_changes_url(annotation),
    )


def _changes_url(annotation: Annotation) -> str:
    if annotation.state == Annotation.State.EXACT:
        return ""
    return (
        f"{reverse('articles:changes', args=[annotation.article_id])}?annotation={annotation.uid}"
    )
