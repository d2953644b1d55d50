"""What the page of an article shows around its text."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

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
NEAR = 3 * 86_400 * PER_SECOND
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def reading_page(
    article: Article, *, listing: Listing | None, viewer: Any, suffix: str
) -> dict[str, Any]:
    """The template's context. `listing` is the list that the article was opened from, if any."""
    listing = listing or Listing(Scope(viewer=viewer))
    before, after = listing.neighbours(article.docid)
    of_source = Article.objects.filter(source=article.source_id).exclude(source=None)
    of_others = Article.objects.exclude(source=article.source_id)
    same_source = nearest(of_source, article)
    same_days = nearest(of_others, article, within=NEAR)
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


def nearest(
    articles: QuerySet[Article], article: Article, *, within: int | None = None
) -> list[int]:
    """The docids of the few articles published closest to one, newest first.

    Undated ones are near nothing. `within`: no further away than that.
    """
    if article.published_at is None:
        return []
    docid = article.docid
    older, newer = articles.filter(docid__lt=docid), articles.filter(docid__gt=docid)
    older = older.filter(docid__gt=docid - within if within else -(2**61))
    if within:
        newer = newer.filter(docid__lt=docid + within)
    found = [
        *older.order_by("-docid").values_list("docid", flat=True)[:RELATED],
        *newer.order_by("docid").values_list("docid", flat=True)[:RELATED],
    ]
    return sorted(sorted(found, key=lambda other: abs(other - docid))[:RELATED], reverse=True)


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
