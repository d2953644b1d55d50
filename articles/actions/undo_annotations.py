"""Taking back what an action did to annotations.

Each part of an annotation (its passage, its note, who sees it, its tags) is taken back by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils import timezone

from articles.actions.anchors import anchor_of, put
from articles.actions.states import ANNOTATION_COLUMNS, State, annotation_states, plain_columns
from articles.actions.tags import put_tags_of
from articles.actions.threads import Threads
from articles.anchoring import locate_all
from articles.models import Activity, Annotation, Article, Tag

CHUNK = 500
PLACE = ("start", "end", "quote", "prefix", "suffix", "text_digest", "state", "changed_in_id")
OTHERS = (("note", "note_html"), ("visibility",), ("deleted_at",))


def undo_annotations(activity: Activity, by: Any) -> dict[str, State | None]:
    """Undo what an action did to annotations; what another person keeps private by now stays.

    Returns the states just before, by key, of those of which anything went back.
    """
    keys = {key for key in activity.after if key.startswith("annotation:")}
    above = {state["reply_to_id"] for key, state in activity.after.items() if key in keys}
    answered = {f"annotation:{pk}" for pk in above if pk is not None}
    locked = by_key(Annotation.objects.select_for_update(), "annotation", keys | answered)
    rows = {key: row for key, row in locked.items() if key in keys}
    present = annotation_states(rows.values())
    tags = set(Tag.objects.values_list("pk", flat=True))
    threads = Threads(locked.values(), activity)
    instant = timezone.now()
    undone: dict[str, Annotation] = {}
    moving: list[Annotation] = []
    wanted: dict[int, list[int]] = {}
    for key, row in rows.items():
        before, after, now = activity.before[key], activity.after[key], present[key]
        if now["deleted_at"] and not after["deleted_at"]:
            continue  # deleted since: that is to be undone first
        if not threads.may_be(row, before, by):
            continue
        if before is None:
            went_back = _is_as_made(now, after)
            if went_back:
                row.deleted_at = instant
        else:
            went_back = _others_put_back(row, before, after, now)
            threads.agree(row, was=now["visibility"])
            if _differs(before, after, PLACE) and _stands(now, after):
                for column in PLACE:
                    setattr(row, column, before[column])
                moving.append(row)
                went_back = True
            given = _tags_put_back(now["tags"], before["tags"], after["tags"], tags)
            if given != now["tags"]:
                wanted[row.pk] = given
                went_back = True
        if went_back:
            undone[key] = row
    _look_for(moving, activity)
    put_tags_of(wanted, {pk: present[f"annotation:{pk}"]["tags"] for pk in wanted})
    _save(undone.values(), present, instant)
    return {key: present[key] for key in undone}


def by_key(rows: Any, kind: str, keys: Collection[str]) -> dict[str, Any]:
    """The rows that there are, by keys such as `annotation:17`; what is answered comes first."""
    found: dict[str, Any] = {}
    for chunk in _chunks(sorted(int(key.partition(":")[2]) for key in keys)):
        found |= {f"{kind}:{row.pk}": row for row in rows.filter(pk__in=chunk).order_by("pk")}
    return found


def _differs(one: State, other: State, columns: Iterable[str]) -> bool:
    return any(one.get(column) != other.get(column) for column in columns)


def _stands(now: State, after: State) -> bool:
    """Whether the passage is where the action put it, or where that went with the text since."""
    if now["version"] == after["version"]:
        return True
    columns: tuple[str, ...] = ("quote", "state")
    if now["text_digest"] == after["text_digest"]:
        columns = ("start", "end", *columns)
    return not _differs(now, after, columns)


def _is_as_made(now: State, after: State) -> bool:
    """Whether an annotation is as the action that made it left it."""
    if now["version"] == after["version"]:
        return True
    changed = any(_differs(now, after, columns) for columns in OTHERS)
    return not changed and now["tags"] == after["tags"] and _stands(now, after)


def _others_put_back(row: Annotation, before: State, after: State, now: State) -> bool:
    went_back = False
    for columns in OTHERS:
        if _differs(before, after, columns) and not _differs(now, after, columns):
            went_back = True
            for column in columns:
                setattr(row, column, _value(column, before[column]))
    return went_back


def _value(column: str, kept: Any) -> Any:
    """What the log keeps of a column, as the column has it."""
    return dt.datetime.fromisoformat(kept) if column == "deleted_at" and kept else kept


def _look_for(rows: Sequence[Annotation], activity: Activity) -> None:
    """Find the passages of annotations, put back already, where the text has changed since.

    One that was lost in this text is lost again: what followed the text knew what became of the
    passage, and `locate` would find words that are like it.
    """
    of_article: dict[int, list[Annotation]] = {}
    for row in rows:
        of_article.setdefault(row.article_id, []).append(row)
    lost = Annotation.State.LOST
    for key, some in of_article.items():
        text, digest = Article.objects.values_list("text", "text_digest").get(pk=key)
        elsewhere = []
        for row in some:
            after = activity.after[f"annotation:{row.pk}"]
            knew = after["state"] == lost or after["text_digest"] == digest
            nowhere = row.start is None or not row.quote
            if nowhere or row.text_digest == digest or (row.state == lost and knew):
                continue
            elsewhere.append(row)
        for row, place in zip(
            elsewhere, locate_all(text, [anchor_of(row) for row in elsewhere]), strict=True
        ):
            put(row, place, text, digest)
    exact = Annotation.State.EXACT
    for row in rows:
        if row.state != exact and activity.before[f"annotation:{row.pk}"]["state"] == exact:
            row.changed_in = activity  # which has the words that were annotated


def _tags_put_back(
    present: list[int], before: list[int], after: list[int], known: set[int]
) -> list[int]:
    """The tags with what the action took given back, and what it gave taken.

    A tag that came into another's place since, because the two were merged, stays.
    """
    if present == after:
        wanted = before
    else:
        kept = [tag for tag in present if tag in before or tag not in after]
        wanted = kept + [tag for tag in before if tag not in after and tag not in kept]
    return [tag for tag in wanted if tag in known]


def _save(rows: Iterable[Annotation], present: Mapping[str, State], now: dt.datetime) -> None:
    """Write rows as a new version; those that differ alike from their present states at once."""
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for row in rows:
        state = plain_columns(row)
        differing = tuple(
            (name, getattr(row, name))
            for name in ANNOTATION_COLUMNS
            if state[name] != present[f"annotation:{row.pk}"][name]
        )
        alike.setdefault(differing, []).append(row.pk)
    for values, keys in alike.items():
        for chunk in _chunks(keys):
            Annotation.objects.filter(pk__in=chunk).update(
                **dict(values), version=F("version") + 1, updated_at=now
            )


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
