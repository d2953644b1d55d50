"""Annotating many places at once, as one action: one entry of the log, undone as a whole."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.actions.contents import check_number, checked_visibility, set_note
from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.tags import tags_named
from articles.anchoring import describe
from articles.models import Activity, Annotation, Article, Tag

CHUNK = 100  # articles whose texts are in memory together
DIGITS = 16  # of a text's digest that are compared at least


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as it was seen: `start` and `end` (code points, end exclusive) of the text whose
    digest begins with `digest`, `DIGITS` hexadecimal digits or more.
    """

    article: int
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the places: annotated in so many articles, had already what was to be put on
    them, or left alone because their text has changed. `activity` is None if nothing was done.
    """

    activity: Activity | None
    made: int
    articles: int
    had: int
    stale: int


@transaction.atomic
def annotate_all(
    *,
    places: Sequence[Place],
    author: Any,
    tags: Sequence[str] = (),
    note: str = "",
    visibility: str = "shared",
    uid: uuids.UUID | None = None,
) -> Applied:
    """Annotate all places alike.

    Places of texts that have changed since they were seen are left alone, and so are those that
    the same person has already given all these tags, unless there is a note as well. `uid` tells a
    repeated request: a place that was annotated by it has what was to be put on it. Raises Refused
    for values out of bounds.
    """
    if len(places) > settings.OCCURRENCES_MAX:
        raise Refused(f"Annotate {settings.OCCURRENCES_MAX:,} places at once at most.")
    model = Annotation(author=author, visibility=checked_visibility(visibility))
    set_note(model, note)
    codes = tags_named(names=tags, by=author)
    check_number(len(codes))
    places = list(dict.fromkeys(places))
    rows = list(_described(places, model, uid))
    standing = len(rows)
    done = _done(rows, codes if not note.strip() else [], author)
    rows = [row for row in rows if row.uid not in done and _passage(row) not in done]
    activity = _insert(rows, codes, author) if rows else None
    return Applied(
        activity,
        made=len(rows),
        articles=len({row.article_id for row in rows}),
        had=standing - len(rows),
        stale=len(places) - standing,
    )


def _described(
    places: Sequence[Place], model: Annotation, uid: uuids.UUID | None
) -> Iterator[Annotation]:
    """Annotations like the model for the places that still stand, which their articles' locks keep.

    Articles are locked in the order of their keys, as everywhere, so that nobody waits in a circle.
    """
    wanted: dict[int, list[Place]] = {}
    for place in places:
        wanted.setdefault(place.article, []).append(place)
    keys = sorted(wanted)
    for at in range(0, len(keys), CHUNK):
        articles = Article.objects.order_by("pk").filter(pk__in=keys[at : at + CHUNK])
        locked = articles.select_for_update(of=("self",), no_key=True)
        for pk, text, digest in locked.values_list("pk", "text", "text_digest"):
            for place in wanted[pk]:
                if _stands(place, text, digest):
                    yield _annotation(model, place, text, digest, uid)


def _stands(place: Place, text: str, digest: str) -> bool:
    return (
        len(place.digest) >= DIGITS
        and digest.startswith(place.digest)
        and 0 <= place.start < place.end <= len(text)
    )


def _annotation(
    model: Annotation, place: Place, text: str, digest: str, uid: uuids.UUID | None
) -> Annotation:
    anchor = describe(text, place.start, place.end)
    name = f"{place.article} {place.start} {place.end}"
    return Annotation(
        uid=uuids.uuid5(uid, name) if uid else uuids.uuid4(),
        article_id=place.article,
        author=model.author,
        start=place.start,
        end=place.end,
        quote=anchor.quote,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        text_digest=digest,
        note=model.note,
        note_html=model.note_html,
        visibility=model.visibility,
    )


def _done(rows: Sequence[Annotation], tags: Sequence[Tag], author: Any) -> set[object]:
    """The uids that are taken, and the passages on which the author has put all the tags."""
    done: set[object] = set()
    uids = [row.uid for row in rows]
    for at in range(0, len(uids), 500):
        taken = Annotation.objects.filter(uid__in=uids[at : at + 500])
        done |= set(taken.values_list("uid", flat=True))
    if tags:
        keys = sorted({row.article_id for row in rows})
        own = Annotation.objects.standing().filter(author=author, reply_to=None)
        for tag in tags:
            own = own.filter(tags=tag)
        for at in range(0, len(keys), 500):
            passages = own.filter(article__in=keys[at : at + 500], start__isnull=False)
            done |= set(passages.values_list("article_id", "start", "end"))
    return done


def _passage(row: Annotation) -> tuple[int, int | None, int | None]:
    return row.article_id, row.start, row.end


def _insert(rows: list[Annotation], tags: Sequence[Tag], author: Any) -> Activity:
    Annotation.objects.bulk_create(rows, batch_size=200)
    through = Annotation.tags.through
    through.objects.bulk_create(
        (through(annotation_id=row.pk, tag_id=tag.pk) for row in rows for tag in tags),
        batch_size=500,
    )
    index_annotations(annotations=rows)
    label = f"“{rows[0].quote[:80]}”: {len(rows):,} places"
    return record(actor=author, verb="annotate all", objects=rows, before={}, label=label)
