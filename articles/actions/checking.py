"""Whether every annotation stands where it says, and putting right what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from articles.actions.anchors import NOWHERE, State, anchor_of, has_positions, make_words, write
from articles.anchoring import locate_all
from articles.models import Annotation, Article

ARTICLES = 20  # whose texts are in memory at once
ROWS = 2_000
REPAIRED_AT_ONCE = 200


class Wrong(NamedTuple):
    """An annotation that does not stand where it says, and how one sees that."""

    pk: int
    uid: str
    article: int
    reason: str


@dataclass(slots=True)
class Tally:
    """What was found: how many were looked at, what was wrong, what became of that."""

    checked: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    repaired: int = 0
    lost: int = 0


def check_anchors(*, repair: bool = False) -> Iterator[Tally]:
    """Look at all passages, the deleted ones included; yields a tally per few articles.

    Wrong is a passage that reaches outside of its article's text, is of another state of it, does
    not read as its quote, or has no positions or no known state; one that is known to be lost is
    not. With `repair` it is looked for by its quote and context: found it is put right, else it is
    lost, like after a change of the text. Each repair is a short transaction and an entry of the
    log; memory does not grow.
    """
    annotated = Annotation.objects.order_by("article_id")
    last = 0
    while articles := list(
        annotated.filter(article_id__gt=last)
        .values_list("article_id", flat=True)
        .distinct()[:ARTICLES]
    ):
        last = articles[-1]
        tally = Tally()
        suspects: dict[int, list[int]] = {}
        for article, pk in _suspects(articles, tally):
            suspects.setdefault(article, []).append(pk)
        for article, keys in suspects.items():
            for start in range(0, len(keys), REPAIRED_AT_ONCE):
                _settle(article, keys[start : start + REPAIRED_AT_ONCE], tally, repair=repair)
        yield tally


def passages() -> QuerySet[Annotation]:
    """The annotations of passages; a quote alone tells of one whose positions are gone."""
    return Annotation.objects.exclude(start=None, end=None, quote="")


def _suspects(articles: Sequence[int], tally: Tally) -> Iterator[tuple[int, int]]:
    """Those that look wrong, by article and primary key; who writes meanwhile is not kept waiting.

    A change between the two readings makes right ones look wrong: each is looked at again.
    """
    texts = {
        pk: (text, digest)
        for pk, text, digest in Article.objects.filter(pk__in=articles).values_list(
            "pk", "text", "text_digest"
        )
    }
    rows = passages().filter(article__in=articles)
    columns = ("pk", "article_id", "start", "end", "quote", "text_digest", "state")
    for row in rows.only(*columns).order_by("article_id").iterator(ROWS):
        tally.checked += 1
        if row.article_id in texts and _reason(row, *texts[row.article_id]):
            yield row.article_id, row.pk


def _settle(article: int, keys: Iterable[int], tally: Tally, *, repair: bool) -> None:
    """Look again at annotations of an article, which nobody changes meanwhile, and repair them."""
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",), no_key=True).filter(pk=article)
        found = locked.only("pk", "text", "text_digest", "title").first()
        if found is None:
            return
        rows = []
        for row in Annotation.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            if reason := _reason(row, found.text, found.text_digest):
                rows.append(row)
                tally.wrong.append(Wrong(row.pk, str(row.uid), article, reason))
        if not repair or not rows:
            return
        for row in rows:
            make_words(row)
        quoted = [row for row in rows if row.quote]
        located = locate_all(found.text, [anchor_of(row) for row in quoted])
        places = {row.pk: NOWHERE for row in rows}
        places |= {row.pk: place for row, place in zip(quoted, located, strict=True)}
        for row in rows:
            _make_storable(row)
        write(
            rows=rows,
            places=places,
            text=found.text,
            text_digest=found.text_digest,
            by=None,
            verb="repair passages",
            about=found.title,
            news=rows,
        )
    lost = sum(row.state == State.LOST for row in rows)
    tally.lost += lost
    tally.repaired += len(rows) - lost


def _reason(row: Annotation, text: str, text_digest: str) -> str:
    """What is wrong with a passage; "" if nothing is, or if it is known to be lost."""
    if row.start is None or row.end is None:
        return "has a quote, and no positions"
    if row.state == State.LOST:
        return ""
    if row.state not in State.values:
        return f"is in no state that there is: {row.state}"
    if not has_positions(row):
        return f"goes from {row.start} to {row.end}"
    if row.end > len(text):
        return f"reaches to {row.end:,} in a text of {len(text):,}"
    if text[row.start : row.end] != row.quote:
        return "its quote does not stand there"
    return "" if row.text_digest == text_digest else "is of another state of the text"


def _make_storable(row: Annotation) -> None:
    """What the database would refuse, and even the log must not keep, as undo could not restore it.

    One that is not found again keeps positions, which any change of the text looks at.
    """
    if not has_positions(row):
        row.start, row.end = 0, max(1, len(row.quote))
    if row.state not in State.values:
        row.state = State.EXACT
