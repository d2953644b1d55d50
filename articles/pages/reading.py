"""What the page of an article shows around its text."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from articles.access import may_annotate
from articles.forms import PassageForm, ReplyForm
from articles.models import Article, Author
from articles.models.docid import PER_SECOND
from articles.models.listing import Listing, in_order
from articles.models.scope import Scope
from articles.pages.annotated import annotations_of
from articles.pages.brief import briefs
from articles.pages.words import weekday_and_day
from articles.rendering.hits import Html
from articles.rendering.marks import Span, mark
from articles.search import Matcher

RELATED = 4
AROUND = 12
UNDATED_BELOW = -(2**61)
NEAR = 3 * 86_400 * PER_SECOND
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}

Neighbour = tuple[int, int | None]
"""The docid and the source of an article near another."""


def reading_page(
    article: Article, *, listing: Listing | None, viewer: Any, suffix: str
) -> dict[str, Any]:
    """The template's context. `listing` is the list that the article was opened from, if any."""
    older, newer = _around(article)
    if listing is None:
        listing = Listing(Scope(viewer=viewer))
        after, before = _first(older), _first(newer)
    else:
        before, after = listing.neighbours(article.docid)
    same_source = _of_its_source(article)
    same_days = _of_other_sources(article, [*older, *newer])
    copies = list(article.duplicates.order_by("pk").values_list("docid", flat=True)[:RELATED])
    known = briefs(_some(before, after, *same_source, *same_days, *copies))
    annotated = annotations_of(article, viewer)
    return {
        "article": article,
        "article_html": _shown(article, listing, annotated.spans),
        "cards": annotated.cards,
        "more_cards": annotated.more,
        "form": PassageForm(initial={"uid": uuid.uuid4()}) if may_annotate(viewer) else None,
        "reply_form": ReplyForm() if may_annotate(viewer) else None,
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
        "query_string": suffix,
    }


def _shown(article: Article, listing: Listing, marked: Sequence[Span]) -> Html:
    """The article's HTML with its annotations and the words that were searched for marked."""
    query = listing.scope.query
    hits = Matcher(query).spans(article.text) if query else []
    if not hits and not marked:
        return Html(article.html)
    return Html(mark(article.html, marked, hits))


def _around(article: Article) -> tuple[list[Neighbour], list[Neighbour]]:
    """The next older and the next newer articles, the closest one first."""
    older = Article.objects.filter(docid__lt=article.docid).order_by("-docid")
    newer = Article.objects.filter(docid__gt=article.docid).order_by("docid")
    return (
        list(older.values_list("docid", "source_id")[:AROUND]),
        list(newer.values_list("docid", "source_id")[:AROUND]),
    )


def _first(neighbours: Sequence[Neighbour]) -> int | None:
    return neighbours[0][0] if neighbours else None


def _of_its_source(article: Article) -> list[int]:
    """The docids of the articles from its source that were published closest to it."""
    if article.source_id is None or article.published_at is None:
        return []
    dated = Article.objects.filter(source=article.source_id, docid__gt=UNDATED_BELOW)
    older = dated.filter(docid__lt=article.docid).order_by("-docid")
    newer = dated.filter(docid__gt=article.docid).order_by("docid")
    return _closest(
        article,
        [
            *older.values_list("docid", flat=True)[:RELATED],
            *newer.values_list("docid", flat=True)[:RELATED],
        ],
    )


def _of_other_sources(article: Article, neighbours: Sequence[Neighbour]) -> list[int]:
    """The docids of those neighbours from other sources that are of the same days."""
    if article.published_at is None:
        return []
    near = [
        docid
        for docid, source in neighbours
        if source != article.source_id and abs(docid - article.docid) < NEAR
    ]
    return _closest(article, near)


def _closest(article: Article, docids: Sequence[int]) -> list[int]:
    """The few that are closest in time, newest first."""
    by_distance = sorted(docids, key=lambda docid: abs(docid - article.docid))
    return sorted(by_distance[:RELATED], reverse=True)


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
