"""The annotations of an article as its page shows them: marks in the text, cards beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet

from articles.models import Annotation, Article, Tag
from articles.pages.mark_filter import (
    Choice,
    MarkFilter,
    people_choices,
    tag_choices,
    which_choices,
)
from articles.pages.rows import TagChip
from articles.pages.surroundings import words_after, words_before
from articles.rendering.marks import Span

# With few annotations all cards come with the page; of more those without a mark, and the others
# as their marks are looked at, for a card costs as much as thirty marks.
FEW_CARDS = 30


class Passage(NamedTuple):
    """An annotation as far as its mark goes; `start` and `end` are null for a whole article."""

    pk: int
    start: int | None
    end: int | None
    state: str
    text_digest: str
    author: int

    @property
    def is_marked(self) -> bool:
        return self.start is not None and self.state != Annotation.State.LOST


@dataclass(frozen=True, slots=True)
class Filters:
    """What can be chosen above the text."""

    which: Sequence[Choice]
    tags: Sequence[Choice]
    people: Sequence[Choice]
    narrows: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """What an article's page shows of its annotations.

    `first` are the keys of those whose cards come with the page, `more` is the number of the
    others; `hidden` that of those which the filter leaves out, `cut` of those beyond the bound.
    """

    spans: Sequence[Span] = ()
    first: Sequence[int] = ()
    more: int = 0
    hidden: int = 0
    cut: int = 0
    changed: bool = False  # whether any passage was moved or lost when the text changed
    filters: Filters | None = None


@dataclass(slots=True)
class Marked:
    """Passages with what the filter and the marks need to know of them."""

    passages: list[Passage]
    tags: dict[int, list[TagChip]] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)


def annotated(
    article: Article, *, viewer: Any, chosen: MarkFilter, may_annotate: bool = False
) -> Annotated:
    """The marks that the viewer may and wants to see. One query for an article without any.

    Who may annotate has the filters from the start: with the first annotation nothing moves.
    """
    most = settings.ANNOTATIONS_SHOWN_MAX
    found = _marked(_threads(article.pk, viewer), most + 1, with_people=True)
    if not found.passages:
        nothing = Filters(which_choices(chosen), (), (), chosen.narrows)
        return Annotated(filters=nothing if may_annotate else None)
    cut = len(found.passages) > most
    passages = found.passages[:most]
    shown = _wanted(passages, found, viewer, chosen)
    first = [one.pk for one in shown if len(shown) <= FEW_CARDS or not one.is_marked]
    first = first[:FEW_CARDS]
    return Annotated(
        spans=_spans(shown, found, article.text_digest, carded=frozenset(first)),
        first=first,
        more=len(shown) - len(first),
        hidden=len(passages) - len(shown),
        cut=most if cut else 0,
        changed=any(one.state != "exact" for one in passages),
        filters=Filters(
            which_choices(chosen),
            tag_choices(chosen, [found.tags.get(one.pk, ()) for one in passages]),
            people_choices(chosen, Counter(found.people[one.author] for one in passages)),
            chosen.narrows,
        ),
    )


def spans_between(
    article: Article, start: int, end: int, *, viewer: Any, chosen: MarkFilter
) -> list[Span]:
    """The spans of those annotations that touch a part of the text (code points)."""
    touching = _threads(article.pk, viewer).filter(start__lt=end, end__gt=start)
    most = settings.ANNOTATIONS_SHOWN_MAX
    found = _marked(touching, most, with_people=bool(chosen.people))
    shown = _wanted(found.passages, found, viewer, chosen)
    return _spans(shown, found, article.text_digest)


def tags_of(annotations: Iterable[int] | QuerySet[Annotation, Any]) -> dict[int, list[TagChip]]:
    """The tags of annotations, by their keys, in the order in which they were given."""
    links = Annotation.tags.through.objects.filter(annotation__in=annotations).order_by("id")
    pairs = list(links.values_list("annotation_id", "tag_id"))
    tags = Tag.objects.order_by().filter(pk__in={tag for _, tag in pairs})
    chips = {
        pk: TagChip(name, slug, colour, 0)
        for pk, name, slug, colour in tags.values_list("pk", "name", "slug", "colour")
    }
    found: dict[int, list[TagChip]] = {}
    for annotation, tag in pairs:
        if tag in chips:
            found.setdefault(annotation, []).append(chips[tag])
    return found


def _threads(article: int, viewer: Any) -> QuerySet[Annotation]:
    """What the viewer may see of an article, without replies."""
    return Annotation.objects.visible_to(viewer).filter(article=article, reply_to=None)


def _marked(threads: QuerySet[Annotation], most: int, *, with_people: bool) -> Marked:
    in_order = threads.order_by(F("start").asc(nulls_first=True), "pk")
    columns = ("pk", "start", "end", "state", "text_digest", "author")
    passages = [Passage(*row) for row in in_order.values_list(*columns)[:most]]
    if not passages:
        return Marked(passages)
    tags = tags_of(threads.order_by().values("pk"))
    return Marked(passages, tags, _names(passages) if with_people else {})


def _names(passages: Iterable[Passage]) -> dict[int, str]:
    user = get_user_model()
    users = user.objects.filter(pk__in={one.author for one in passages})
    return dict(users.values_list("pk", user.USERNAME_FIELD))


def _wanted(
    passages: list[Passage], found: Marked, viewer: Any, chosen: MarkFilter
) -> list[Passage]:
    if not chosen.narrows:
        return passages
    return [
        one
        for one in passages
        if chosen.shows(
            mine=one.author == viewer.pk,
            person=found.people.get(one.author, ""),
            tags=found.tags.get(one.pk, ()),
        )
    ]


def _spans(
    passages: Iterable[Passage],
    found: Marked,
    text_digest: str,
    *,
    carded: frozenset[int] = frozenset(),
) -> list[Span]:
    looks: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}  # of each set of tags, once
    spans = []
    for pk, start, end, state, of_text, _ in passages:
        if start is None or end is None or state == "lost" or of_text != text_digest:
            continue
        tags = found.tags.get(pk, ())
        key = tuple([tag.slug for tag in tags])
        look = looks.get(key)
        if look is None:
            label = ", ".join([tag.name for tag in tags])
            look = looks[key] = (tuple([tag.colour for tag in tags]), label)
        spans.append(Span(pk, start, end, *look, pk in carded))
    return spans


def around(text: str, places: Sequence[tuple[int, int]], context: int = 60) -> list[dict[str, Any]]:
    """Places of a text with the whole words around them, to choose one from."""
    return [
        {
            "start": start,
            "end": end,
            "before": words_before(text[max(0, start - context) : start], full=context),
            "passage": text[start:end],
            "after": words_after(text[end : end + context], full=context),
        }
        for start, end in places
    ]
