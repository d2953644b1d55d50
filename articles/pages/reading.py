"""What the page of an article shows around its text."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.http import QueryDict

from articles.access import may_annotate
from articles.models import Article, Author
from articles.models.docid import PER_SECOND
from articles.models.listing import Listing, in_order
from articles.models.nearby import Neighbour, nearby
from articles.models.scope import Scope
from articles.pages.annotated import annotated
from articles.pages.brief import briefs
from articles.pages.cards import cards, grouped
from articles.pages.changes import open_changes
from articles.pages.copies import nearly_same
from articles.pages.links import kept
from articles.pages.mark_filter import MarkFilter
from articles.pages.words import weekday_and_day
from articles.rendering.hits import Html
from articles.rendering.marks import Span, mark
from articles.search import Matcher

RELATED = 4
CROWD = 100  # marks whose weaving takes longer than looking up what was woven
NEAR = 3 * 86_400 * PER_SECOND
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def reading_page(
    article: Article, *, listing: Listing | None, viewer: Any, data: QueryDict, suffix: str
) -> dict[str, Any]:
    """The template's context. `listing` is the list that the article was opened from, if any.

    `data` is what the URL asks for, marks to see among it; `suffix` the list's part of it.
    """
    near = nearby(article)
    if listing is None:
        listing = Listing(Scope(viewer=viewer))
        before, after = _first(near.newer), _first(near.older)
    else:
        before, after = listing.neighbours(article.docid)
    is_dated = article.published_at is not None
    same_source = _closest(article, near.source_older + near.source_newer) if is_dated else []
    same_days = _of_other_sources(article, near.older + near.newer) if is_dated else []
    copies = list(article.duplicates.order_by("pk").values_list("docid", flat=True)[:RELATED])
    nearly = nearly_same(article)
    around = (*same_source, *same_days, *copies, *(docid for docid, _ in nearly))
    known = briefs(_some(before, after, *around))
    may = may_annotate(viewer)
    marked = annotated(article, viewer=viewer, chosen=MarkFilter.asked(data), may_annotate=may)
    return {
        "article": article,
        "article_html": _shown(article, listing, marked.spans),
        "annotated": marked,
        "open_changes": open_changes(article, viewer) if marked.changed else 0,
        "card_groups": grouped(cards(article.pk, marked.first, viewer)),
        "list_parameters": [(name, one) for name, some in kept(data).lists() for one in some],
        "may_annotate": may,
        "uid": uuid.uuid4(),
        "direction": direction(article.language),
        "authors": Author.objects.filter(authorship__article=article).order_by(
            "authorship__position"
        ),
        "published": published(article.published_at),
        "previous": known.get(before) if before is not None else None,
        "next": known.get(after) if after is not None else None,
        "same_source": in_order(same_source, known),
        "same_days": in_order(same_days, known),
        "copies": in_order(copies, known),
        "nearly_same": [(known[docid], alike) for docid, alike in nearly if docid in known],
        "query_string": suffix,
    }


def _shown(article: Article, listing: Listing, marked: Sequence[Span]) -> Html:
    """The article's HTML with its annotations and the words that were searched for marked."""
    query = listing.scope.query
    hits = Matcher(query).spans(article.text) if query else []
    if not hits and not marked:
        return Html(article.html)
    if len(marked) < CROWD:
        return Html(mark(article.html, marked, hits))
    return Html(_woven(article.html, tuple(marked), tuple(hits)))


@lru_cache(maxsize=16)
def _woven(html: str, spans: tuple[Span, ...], hits: tuple[tuple[int, int], ...]) -> str:
    """A crowded article with its marks, kept for whoever opens it next and sees the same."""
    return mark(html, spans, hits)


def _first(neighbours: Sequence[Neighbour]) -> int | None:
    return neighbours[0].docid if neighbours else None


def _of_other_sources(article: Article, neighbours: Sequence[Neighbour]) -> list[int]:
    """The docids of the closest from other sources, those of the same days."""
    near = [
        one
        for one in neighbours
        if one.source != article.source_id and abs(one.docid - article.docid) < NEAR
    ]
    return _closest(article, near)


def _closest(article: Article, neighbours: Sequence[Neighbour]) -> list[int]:
    """The docids of the few that are closest in time, newest first."""
    by_distance = sorted(neighbours, key=lambda one: abs(one.docid - article.docid))
    return sorted((one.docid for one in by_distance[:RELATED]), reverse=True)


def published(instant: dt.datetime | None) -> dict[str, str] | None:
    """The day in words, and the full instant for whoever wants it."""
    if instant is None:
        return None
    return {
        "words": weekday_and_day(instant),
        "instant": instant.isoformat(),
        "full": f"{instant:%Y-%m-%d %H:%M:%S} UTC" if instant.year > 999 else instant.isoformat(),
    }


def direction(language: str) -> str:
    """`rtl` or `ltr` for a language tag; `auto` when it is not known."""
    if not language:
        return "auto"
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def _some(*values: int | None) -> list[int]:
    return [value for value in values if value is not None]
