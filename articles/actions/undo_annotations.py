"""Taking back what an action did to annotations.

Each part of an annotation (its passage, its note, who sees it, its tags) is taken back by itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from articles.actions.anchors import put
from articles.actions.states import State, annotation_states
from articles.actions.tags import put_tags
from articles.anchoring import Anchor, locate
from articles.models import Activity, Annotation, Article, Tag

CHUNK = 500
PLACE = ("start", "end", "quote", "prefix", "suffix", "text_digest", "state", "changed_in_id")
OTHERS = (("note", "note_html"), ("visibility",), ("deleted_at",))


def undo_annotations(activity: Activity, by: Any) -> dict[str, State | None]:
    """Undo what an action did to annotations; what another person keeps private by now stays.

    Returns the states just before, by key, of those of which anything went back.
    """
    keys = {key for key in activity.after if key.startswith("annotation:")}
    rows = by_key(Annotation.objects.select_for_update(), "annotation", keys)
    present = annotation_states(rows.values())
    articles = Article.objects.filter(pk__in={row.article_id for row in rows.values()})
    digests = dict(articles.values_list("pk", "text_digest"))
    tags = set(Tag.objects.values_list("pk", flat=True))
    undone: dict[str, State | None] = {}
    for key, row in rows.items():
        before, after, now = activity.before[key], activity.after[key], present[key]
        if now["deleted_at"] and not after["deleted_at"]:
            continue  # deleted since: that is to be undone first
        if row.visibility == Annotation.Visibility.PRIVATE and row.author_id != by.pk:
            continue
        if before is None:
            went_back = _is_as_made(now, after)
            if went_back:
                row.deleted_at = timezone.now()
        else:
            went_back = _others_put_back(row, before, after, now)
            if _differs(before, after, PLACE) and _stands(now, after):
                _place_put_back(row, before, after, digests.get(row.article_id, ""), activity)
                went_back = True
            wanted = _tags_put_back(now["tags"], before["tags"], after["tags"], tags)
            if wanted != now["tags"]:
                put_tags(row.pk, wanted)
                went_back = True
        if went_back:
            row.version += 1
            row.updated_at = timezone.now()
            row.save()
            undone[key] = now
    return undone


def by_key(rows: Any, kind: str, keys: set[str]) -> dict[str, Any]:
    """The rows that there are, by keys such as `annotation:17`."""
    found: dict[str, Any] = {}
    numbers = sorted(int(key.partition(":")[2]) for key in keys)
    for start in range(0, len(numbers), CHUNK):
        chunk = rows.filter(pk__in=numbers[start : start + CHUNK])
        found |= {f"{kind}:{row.pk}": row for row in chunk}
    return found


def _differs(one: State, other: State, columns: tuple[str, ...]) -> bool:
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


def _place_put_back(
    row: Annotation, before: State, after: State, text_digest: str, activity: Activity
) -> None:
    """Give an annotation its place before; it is looked for where the text has changed.

    One that was lost in this text is lost again: what followed the text knew what became of the
    passage, and `locate` would find words that are like it.
    """
    for column in PLACE:
        setattr(row, column, before[column])
    state = Annotation.State
    if row.start is not None and before["text_digest"] != text_digest:
        lost_here = after["state"] == state.LOST or after["text_digest"] == text_digest
        if before["state"] != state.LOST or not lost_here:
            text = Article.objects.values_list("text", flat=True).get(pk=row.article_id)
            place = locate(text, Anchor(row.start, row.end, row.quote, row.prefix, row.suffix))
            put(row, place, text, text_digest)
    if row.state != state.EXACT and before["state"] == state.EXACT:
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
