"""Annotating: making, changing and deleting what people say about passages.

Every action is one entry of the log, which undo works from. Callers have asked `access` before.
"""

from __future__ import annotations

import datetime as dt
import uuid as uuids
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles.actions.again import again
from articles.actions.contents import (
    check_number,
    check_reply,
    checked_visibility,
    locked_text,
    set_note,
    set_passage,
)
from articles.actions.indexing import index_annotations, index_made
from articles.actions.log import record
from articles.actions.refusal import Overtaken, Refused, Stale
from articles.actions.states import annotation_states, plain_columns
from articles.actions.tags import put_tags, tags_named
from articles.actions.threads import change_visibility
from articles.models import Activity, Annotation, Article, Tag


@dataclass(frozen=True, slots=True)
class Made:
    """An annotation made just now, its tags, and the entry of the log.

    After a repeated request only the annotation is there, as it stands.
    """

    annotation: Annotation
    tags: Sequence[Tag] = ()
    activity: Activity | None = None


def annotate(
    *,
    article: Article,
    author: Any,
    start: int | None,
    end: int | None,
    tags: Iterable[str] = (),
    note: str = "",
    visibility: str = "shared",
    uid: uuids.UUID | None = None,
) -> Annotation:
    """Annotate the code points from `start` to `end` (exclusive), or with None the whole article.

    Tags are given by name and made when they are new. `uid` tells a repeated request: the
    annotation with it is returned as it is. Raises Refused for a range outside of the text and
    for values out of bounds.
    """
    made = make(
        article=article,
        author=author,
        start=start,
        end=end,
        tags=tags,
        note=note,
        visibility=visibility,
        uid=uid,
    )
    return made.annotation


@again
@transaction.atomic
def make(
    *,
    article: Article,
    author: Any,
    start: int | None,
    end: int | None,
    tags: Iterable[str],
    note: str,
    visibility: str,
    uid: uuids.UUID | None,
) -> Made:
    """What `annotate` does, with all that was made on the way: an answer need not look it up."""
    if uid is not None and (made := _made_before(uid, author)):
        if made.article_id != article.pk:
            raise Refused("This annotation has been saved already, in another article.")
        return Made(made)
    annotation = Annotation(
        uid=uid or uuids.uuid4(),
        article_id=article.pk,
        author=author,
        visibility=checked_visibility(visibility),
    )
    if start is not None or end is not None:
        set_passage(annotation, start, end)
    set_note(annotation, note)
    _insert(annotation)
    given = tags_named(names=tags, by=author)
    check_number(len(given))
    through = Annotation.tags.through
    through.objects.bulk_create(
        through(annotation_id=annotation.pk, tag_id=tag.pk) for tag in given
    )
    index_made(annotations=[annotation])
    links = {annotation.pk: [tag.pk for tag in given]}
    activity = record(actor=author, verb="annotate", objects=[annotation], before={}, links=links)
    return Made(annotation, given, activity)


@again
@transaction.atomic
def reply(*, to: Annotation, author: Any, note: str, uid: uuids.UUID | None = None) -> Annotation:
    """Answer an annotation, or the one that it answers. Raises Refused for an empty note."""
    check_reply(note=note)
    if uid is not None and (made := _made_before(uid, author)):
        return made
    first = locked(to.reply_to or to)
    answer = Annotation(
        uid=uid or uuids.uuid4(),
        article_id=first.article_id,
        author=author,
        reply_to=first,
        visibility=first.visibility,
    )
    set_note(answer, note)
    _insert(answer)
    index_annotations(annotations=[answer])
    record(actor=author, verb="reply", objects=[answer], before={})
    return answer


@again
@transaction.atomic
def edit(
    *,
    annotation: Annotation,
    by: Any,
    version: int | None,
    tags: Iterable[str] | None = None,
    note: str | None = None,
    visibility: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> Annotation:
    """Change what is given (not None); `version` is the one that was seen when changing began.

    What changes nothing makes no new version. Raises Stale when the annotation is of another
    version by now (None: whatever it is), and Refused as `annotate` does.
    """
    if start is not None or end is not None:
        locked_text(annotation.article_id)
    annotation = locked(annotation)
    if version is not None and annotation.version != version:
        raise Stale(annotation)
    before = annotation_states([annotation])
    if annotation.reply_to_id is not None:
        check_reply(tags=tags, note=note, start=start, end=end)
    if start is not None or end is not None:
        set_passage(annotation, start, end)
    if note is not None:
        set_note(annotation, note)
    if visibility is not None:
        change_visibility(annotation, checked_visibility(visibility), by)
    (was,) = before.values()
    given = was["tags"]
    if tags is not None:
        named = tags_named(names=tags, by=by, kept=annotation.tags.all())
        check_number(len(named))
        given = [tag.pk for tag in named]
    if {**plain_columns(annotation), "tags": given} == was:
        return annotation
    if given != was["tags"]:
        put_tags(annotation.pk, given)
    touch([annotation])
    annotation.save()
    index_annotations(annotations=[annotation])
    record(actor=by, verb="edit", objects=[annotation], before=before)
    return annotation


@again
@transaction.atomic
def delete(*, annotations: Sequence[Annotation], by: Any) -> Activity | None:
    """Delete annotations and the replies to them, so that undo can bring them back.

    Returns the entry of the log, or None when all were gone already.
    """
    keys = [one.pk for one in annotations]
    standing = Annotation.objects.standing().select_for_update().order_by("pk")
    found = [*standing.filter(pk__in=keys), *standing.filter(reply_to__in=keys)]
    if not (going := list({one.pk: one for one in found}.values())):
        return None
    before = annotation_states(going)
    now = timezone.now()
    _touch_all(going, now, deleted_at=now)
    index_annotations(annotations=going)
    label = str(annotations[0]) if len(annotations) == 1 else ""
    return record(actor=by, verb="delete", objects=going, before=before, label=label)


@again
@transaction.atomic
def retag(
    *,
    annotations: Sequence[Annotation],
    by: Any,
    add: Sequence[Tag] = (),
    remove: Sequence[Tag] = (),
) -> Activity | None:
    """Put tags on annotations and take others off; replies have none.

    Returns the entry of the log, or None when nothing changed. Raises Refused where one would get
    more tags than it may have; then none gets any.
    """
    keys = [one.pk for one in annotations]
    standing = Annotation.objects.standing().first_level()
    rows = list(standing.select_for_update().filter(pk__in=keys).order_by("pk"))
    before = annotation_states(rows)
    wanted, unwanted = [tag.pk for tag in add], {tag.pk for tag in remove}
    links = Annotation.tags.through.objects
    changed, fresh = [], []
    for row in rows:
        present = before[f"annotation:{row.pk}"]["tags"]
        missing = [pk for pk in wanted if pk not in present]
        if missing:
            check_number(len(set(present) - unwanted) + len(missing))
        if missing or unwanted & set(present):
            changed.append(row)
            fresh += [Annotation.tags.through(annotation_id=row.pk, tag_id=pk) for pk in missing]
    if not changed:
        return None
    changed_keys = [row.pk for row in changed]
    for chunk in _chunks(changed_keys):
        links.filter(annotation__in=chunk, tag__in=unwanted).delete()
    links.bulk_create(fresh, batch_size=500)
    _touch_all(changed, timezone.now())
    states = {f"annotation:{pk}": before[f"annotation:{pk}"] for pk in changed_keys}
    label = _label(changed, add, remove) if len(changed) > 1 else ""
    return record(actor=by, verb="retag", objects=changed, before=states, label=label)


def _label(rows: Sequence[Annotation], add: Sequence[Tag], remove: Sequence[Tag]) -> str:
    """What a re-tagging of many is called in the log."""
    signs = [f"+{tag.name}" for tag in add] + [f"−{tag.name}" for tag in remove]
    return f"{len(rows):,} annotations: {', '.join(signs)}"


def locked(annotation: Annotation) -> Annotation:
    """The annotation as it stands, locked for the transaction. Raises Refused if it is gone."""
    row = Annotation.objects.standing().select_for_update().filter(pk=annotation.pk).first()
    if row is None:
        raise Refused("This annotation has been deleted meanwhile.")
    return row


def touch(annotations: Iterable[Annotation]) -> None:
    """A new version, now."""
    now = timezone.now()
    for one in annotations:
        one.version += 1
        one.updated_at = now


def _touch_all(annotations: Sequence[Annotation], now: dt.datetime, **values: Any) -> None:
    """A new version of many locked rows and the same values for each, in their table too."""
    for one in annotations:
        one.version += 1
        one.updated_at = now
        for name, value in values.items():
            setattr(one, name, value)
    for chunk in _chunks([one.pk for one in annotations]):
        rows = Annotation.objects.filter(pk__in=chunk)
        rows.update(version=F("version") + 1, updated_at=now, **values)


def _made_before(uid: uuids.UUID, author: Any) -> Annotation | None:
    made = Annotation.objects.filter(uid=uid, author=author)
    # Nearly always there is none: to ask for that takes half as long as for a whole row.
    return made.first() if made.exists() else None


def _insert(annotation: Annotation) -> None:
    try:
        annotation.save(force_insert=True)
    except IntegrityError as error:
        # The action that this is a part of takes back all that it has done.
        raise Overtaken("This annotation has been saved already.") from error


def _chunks(keys: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
