"""Annotations follow the text of their article, in the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from articles.actions.log import record
from articles.actions.states import annotation_states
from articles.anchoring import Anchor, Relocation, describe, locate, relocate
from articles.models import Annotation, Article

State = Annotation.State
COLUMNS = ("start", "end", "quote", "prefix", "suffix", "text_digest", "state", "version")


def follow(*, article: Article, old_text: str, old_digest: str, by: Any) -> Counter[str]:
    """Find the passages of an article's annotations in its new text.

    Passages that stand unchanged get their new positions. What was changed is `moved` and takes the
    new words as its quote; what is gone is `lost` and keeps the old ones: both are in the log with
    their states before. Returns how many annotations are exact, moved and lost.
    """
    passages = Annotation.objects.select_for_update().filter(article=article, start__isnull=False)
    rows = list(passages.exclude(text_digest=article.text_digest))
    if not rows:
        return Counter()
    standing = [row for row in rows if row.text_digest == old_digest]
    places = dict(
        zip(
            (row.pk for row in standing),
            relocate(old_text, article.text, [_anchor(row) for row in standing]),
            strict=True,
        )
    )
    for row in rows:
        if row.pk not in places:  # lost in an earlier text: it may stand in this one again
            places[row.pk] = locate(article.text, _anchor(row))
    touched = [row for row in rows if _is_news(row, places[row.pk])]
    before = annotation_states(touched)
    for row in rows:
        _place(row, places[row.pk], article)
    for row in touched:
        row.version += 1
    Annotation.objects.bulk_update(rows, COLUMNS, batch_size=200)
    if touched:
        label = f"{article.title[:150]}: {len(touched)} passages"
        record(actor=by, verb="follow text", objects=touched, before=before, label=label)
    return Counter(places[row.pk].state for row in rows)


def _anchor(row: Annotation) -> Anchor:
    return Anchor(row.start, row.end, row.quote, row.prefix, row.suffix)


def _is_news(row: Annotation, place: Relocation) -> bool:
    """Whether a person should look: not where it stands as it stood, nor is lost as before."""
    if place.state == "exact":
        return row.state == State.LOST
    return not (place.state == "lost" and row.state == State.LOST)


def _place(row: Annotation, place: Relocation, article: Article) -> None:
    if place.start is None or place.end is None:
        row.state = State.LOST
        return
    anchor = describe(article.text, place.start, place.end)
    row.start, row.end, row.text_digest = place.start, place.end, article.text_digest
    row.prefix, row.suffix = anchor.prefix, anchor.suffix
    if place.state == "moved":
        row.state, row.quote = State.MOVED, anchor.quote
    elif row.state == State.LOST:
        row.state = State.EXACT
