"""Taking back what the log says was done, any time later.

An object goes back to its state before if it still is as the action left it; what others have
changed since stays as it is, and is counted. Undoing is itself an entry of the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions.anchors import put
from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.states import (
    ANNOTATION_COLUMNS,
    TAG_COLUMNS,
    State,
    annotation_states,
    tag_states,
)
from articles.anchoring import Anchor, locate
from articles.models import Activity, Annotation, Article, Tag

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Undone:
    """How many objects went back, and how many stayed because they were changed since."""

    activity: Activity
    restored: int
    kept: int


@transaction.atomic
def undo(*, activity: Activity, by: Any) -> Undone:
    """Undo an action; callers have asked `access` before.

    Raises Refused when it was undone already, or when nothing of it is left to undo.
    """
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if Activity.objects.filter(undoes=activity).exists():
        raise Refused("This has been undone already.")
    keys = list(activity.after)
    tags = {key for key in keys if key.startswith("tag:")}
    restored = [*_undo_tags(activity, tags), *_undo_annotations(activity, set(keys) - tags)]
    if not restored:
        raise Refused("This was changed since, and cannot be undone any more.")
    standing = _standing(restored)
    index_annotations(annotations=[one for one in standing if isinstance(one, Annotation)])
    before = {key: activity.after[key] for key in restored}
    entry = record(
        actor=by,
        verb="undo",
        objects=standing,
        before={key: state for key, state in before.items() if state is not None},
        undoes=activity,
        label=f"{activity.verb}: {activity.label}",
    )
    return Undone(entry, len(restored), len(keys) - len(restored))


def _undo_annotations(activity: Activity, keys: set[str]) -> Iterator[str]:
    rows = _by_key(Annotation.objects.select_for_update(), "annotation", keys)
    present = annotation_states(rows.values())
    texts = dict(
        Article.objects.filter(pk__in={row.article_id for row in rows.values()}).values_list(
            "pk", "text_digest"
        )
    )
    tags = set(Tag.objects.values_list("pk", flat=True))
    for key, row in rows.items():
        after: State = activity.after[key]
        if present[key]["version"] != after["version"]:
            continue
        before = activity.before[key]
        if before is None:
            row.deleted_at = timezone.now()
        else:
            _put_back(row, before, texts.get(row.article_id, ""))
            if row.state != Annotation.State.EXACT and before["state"] == Annotation.State.EXACT:
                row.changed_in = activity  # which has the words that were annotated
            row.tags.set([pk for pk in before["tags"] if pk in tags])
        row.version += 1
        row.updated_at = timezone.now()
        row.save()
        yield key


def _put_back(row: Annotation, before: State, text_digest: str) -> None:
    """Give an annotation its state before; its passage is looked for where the text has changed."""
    for column in before.keys() & set(ANNOTATION_COLUMNS) - {"uid", "version", "deleted_at"}:
        setattr(row, column, before[column])
    deleted = before["deleted_at"]
    row.deleted_at = dt.datetime.fromisoformat(deleted) if deleted else None
    if row.start is None or before["text_digest"] == text_digest:
        return
    text = Article.objects.values_list("text", flat=True).get(pk=row.article_id)
    place = locate(text, Anchor(row.start, row.end, row.quote, row.prefix, row.suffix))
    put(row, place, text, text_digest)


def _undo_tags(activity: Activity, keys: set[str]) -> Iterator[str]:
    """Tags come back before the annotations and the tags below them that need them."""
    rows = _by_key(Tag.objects.select_for_update(), "tag", keys)
    present = tag_states(rows.values())
    for key in sorted(keys, key=lambda key: activity.after[key] is not None):
        before, after = activity.before[key], activity.after[key]
        if after is None:
            if key not in rows and _is_free(before):
                _recreate(key, before)
                yield key
        elif key in present and present[key] == {name: after[name] for name in TAG_COLUMNS}:
            if before is None:
                if Annotation.objects.filter(tags=rows[key]).exists():
                    raise Refused(f"The tag “{rows[key].name}” is in use by now.")
                rows[key].delete()
            else:
                _restore_tag(rows[key], before, after)
            yield key


def _recreate(key: str, before: State) -> None:
    pk = int(key.partition(":")[2])
    columns = {name: before[name] for name in TAG_COLUMNS}
    if not Tag.objects.filter(pk=before["parent_id"]).exists():
        columns["parent_id"] = None
    Tag.objects.create(pk=pk, **columns)
    _link(pk, before.get("annotations", []))


def _restore_tag(tag: Tag, before: State, after: State) -> None:
    for name in TAG_COLUMNS:
        setattr(tag, name, before[name])
    tag.save()
    gained = set(after.get("annotations", ())) - set(before.get("annotations", ()))
    links = Annotation.tags.through.objects.filter(tag=tag)
    for chunk in _chunks(sorted(gained)):
        links.filter(annotation__in=chunk).delete()


def _link(tag: int, annotations: Sequence[int]) -> None:
    through = Annotation.tags.through
    for chunk in _chunks(annotations):
        standing = Annotation.objects.filter(pk__in=chunk).values_list("pk", flat=True)
        through.objects.bulk_create(
            through(annotation_id=annotation, tag_id=tag) for annotation in standing
        )


def _is_free(before: State) -> bool:
    """Whether no other tag has taken the name or the address meanwhile."""
    taken = Tag.objects.filter(name__iexact=before["name"]) | Tag.objects.filter(
        slug=before["slug"]
    )
    return not taken.exists()


def _by_key(rows: Any, kind: str, keys: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for chunk in _chunks(sorted(int(key.partition(":")[2]) for key in keys)):
        found |= {f"{kind}:{row.pk}": row for row in rows.filter(pk__in=chunk)}
    return found


def _standing(keys: Sequence[str]) -> list[Any]:
    annotations = {key for key in keys if key.startswith("annotation:")}
    rows = _by_key(Annotation.objects.all(), "annotation", annotations)
    return [*rows.values(), *_by_key(Tag.objects.all(), "tag", set(keys) - annotations).values()]


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
