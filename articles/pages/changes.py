"""What changes of an article's text did to its annotations: old and new passage side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet

from articles.access import may_change
from articles.anchoring.matching import similarity
from articles.models import Activity, Annotation, Article
from articles.pages.annotated import tags_of
from articles.pages.difference import Part, words_compared
from articles.pages.rows import TagChip
from articles.pages.surroundings import words_after, words_before
from articles.pages.words import short_day
from articles.rendering.hits import Html

PER_PAGE = 20
RIGHTS_COLUMNS = ("pk", "version", "author_id", "visibility")
State = Annotation.State


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that were annotated in one state of the text, with what stood around them."""

    prefix: str
    parts: Sequence[Part]
    suffix: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An annotation whose passage moved or was lost.

    `old` is the passage before the change (None where the log does not have it), `new` the present
    one (None where it is lost), `similarity` in per cent.
    """

    pk: int
    uid: str
    version: int
    state: str
    person: str
    when: str
    tags: Sequence[TagChip]
    note: Html
    old: Passage | None
    new: Passage | None
    similarity: int | None
    is_open: bool
    may_change: bool


def open_changes(article: Article, viewer: Any) -> int:
    """How many passages the viewer sees moved or lost that nobody has looked at: one query."""
    return _open(article, viewer).count()


def acceptable(article: Article, viewer: Any) -> list[Annotation]:
    """The moved annotations of an article that the viewer may accept."""
    moved = _open(article, viewer).filter(state=State.MOVED)
    return [one for one in moved.only(*RIGHTS_COLUMNS) if may_change(viewer, one)]


def changes_page(
    article: Article, *, viewer: Any, number: Any, everything: bool, only: UUID | None = None
) -> dict[str, Any]:
    """The template's context.

    The open ones, with `everything` all that are moved or lost, or of these that annotation `only`.
    """
    changed = _every(article, viewer)
    still_open = _open(article, viewer)
    rows = (changed if everything else still_open).select_related("author")
    if only is not None:
        rows = changed.filter(uid=only).select_related("author")
    page = Paginator(rows.order_by("start", "pk"), PER_PAGE).get_page(number)
    return {
        "article": article,
        "page": page,
        "changes": _changed(list(page.object_list), viewer),
        "everything": everything,
        "only": only,
        "open": still_open.count(),
        "total": changed.count(),
        "may_accept_all": len(acceptable(article, viewer)),
    }


def _every(article: Article, viewer: Any) -> QuerySet[Annotation]:
    visible = Annotation.objects.visible_to(viewer).filter(article=article)
    return visible.filter(state__in=[State.MOVED, State.LOST])


def _open(article: Article, viewer: Any) -> QuerySet[Annotation]:
    visible = Annotation.objects.visible_to(viewer)
    return visible.filter(article=article, changed_in__isnull=False)


def _changed(rows: Iterable[Annotation], viewer: Any) -> list[Changed]:
    rows = list(rows)
    tags = tags_of([row.pk for row in rows])
    # One entry has the states of all that a change touched: each is read once, not with each row.
    entries = Activity.objects.defer("after").in_bulk({row.changed_in_id for row in rows} - {None})
    return [_one(row, tags.get(row.pk, ()), entries.get(row.changed_in_id), viewer) for row in rows]


def _one(row: Annotation, tags: Sequence[TagChip], entry: Activity | None, viewer: Any) -> Changed:
    before = entry.before.get(f"annotation:{row.pk}") if entry is not None else None
    lost = row.state == State.LOST
    if before is None and lost:
        before = {"prefix": row.prefix, "quote": row.quote, "suffix": row.suffix}
    old, new = _compared(before, None if lost else row)
    alike = None
    if before is not None and not lost:
        alike = round(100 * similarity(before["quote"], row.quote))
    return Changed(
        pk=row.pk,
        uid=str(row.uid),
        version=row.version,
        state=row.state,
        person=row.author.get_username(),
        when=_when(entry),
        tags=tags,
        note=Html(row.note_html),
        old=old,
        new=new,
        similarity=alike,
        is_open=entry is not None,
        may_change=may_change(viewer, row),
    )


def _compared(
    before: dict[str, Any] | None, row: Annotation | None
) -> tuple[Passage | None, Passage | None]:
    """The two passages, with the words marked that only one of them has."""
    if before is None or row is None:
        old = before and _passage(
            [Part(before["quote"], False)], before["prefix"], before["suffix"]
        )
        new = row and _passage([Part(row.quote, False)], row.prefix, row.suffix)
        return old or None, new or None
    left, right = words_compared(before["quote"], row.quote)
    return (
        _passage(left, before["prefix"], before["suffix"]),
        _passage(right, row.prefix, row.suffix),
    )


def _passage(parts: Sequence[Part], prefix: str, suffix: str) -> Passage:
    return Passage(words_before(prefix), parts, words_after(suffix))


def _when(entry: Activity | None) -> str:
    return short_day(entry.at) if entry is not None else ""
