"""Changing the codebook: every change is one entry of the log, and can be undone from it.

Callers have asked `access` before. Each function returns the entry, or None when there was nothing
to change. `seen` is the fingerprint of the tag that somebody saw when changing began.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from articles.actions.again import again
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.states import State, tag_states
from articles.actions.tags import (
    check_tree,
    checked_values,
    clean_name,
    free_slug,
    locked_codebook,
    tag_named,
)
from articles.models import Activity, Annotation, Tag

EDITABLE = ("parent", "colour", "definition", "use_when", "avoid_when", "retired")
CHUNK = 500


class TagChanged(Refused):
    """Somebody else has changed the tag meanwhile; `tag` is as it stands now."""

    def __init__(self, tag: Tag) -> None:
        super().__init__(f"Somebody else has changed the tag “{tag.name}” meanwhile.")
        self.tag = tag


def fingerprint(tag: Tag) -> str:
    """What tells whether a tag has changed since: a digest of all that is said about it."""
    state = tag_states([tag])[f"tag:{tag.pk}"]
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16]


@again
@transaction.atomic
def change_tag(
    *, tag: Tag, by: Any, name: str | None = None, seen: str | None = None, **values: Any
) -> Activity | None:
    """Rename a tag, everywhere at once, or change what is said about it (`EDITABLE`).

    Raises Refused for a name that another tag has, for values out of bounds and for a parent that
    stands below the tag; TagChanged when it is not as it was `seen`; TypeError for other values.
    """
    if unknown := values.keys() - set(EDITABLE):
        raise TypeError(f"not a tag's: {', '.join(sorted(unknown))}")
    rows = locked_codebook()
    tag = _as_seen(rows, tag, seen)
    before = tag_states([tag])
    if name is not None:
        _rename(tag, clean_name(name))
    for column, value in checked_values(values).items():
        setattr(tag, column, value)
    if tag_states([tag]) == before:
        return None
    _check_place(rows, tag)
    tag.save()
    return record(actor=by, verb="change tag", objects=[tag], before=before)


@again
@transaction.atomic
def nest_tag(*, tag: Tag, parent: Tag | None, by: Any) -> Activity | None:
    """Put a tag under another, or at the top. Raises Refused where that would make a circle."""
    rows = locked_codebook()
    tag = _as_seen(rows, tag, None)
    before = tag_states([tag])
    tag.parent = parent
    if tag_states([tag]) == before:
        return None
    _check_place(rows, tag)
    tag.save(update_fields=["parent"])
    return record(actor=by, verb="nest tag", objects=[tag], before=before)


@again
@transaction.atomic
def merge_tags(
    *, tags: Iterable[Tag], into: Tag, by: Any, seen: dict[int, str] | None = None
) -> Activity | None:
    """Make one tag of several: their passages and the tags below them go to `into`.

    Where `into` stands below one of them, it moves up to where that stood. An annotation keeps the
    place that the merged tag had among its tags. `seen`: fingerprints by key.
    """
    rows = locked_codebook()
    going = [_as_seen(rows, tag, (seen or {}).get(tag.pk)) for tag in tags if tag.pk != into.pk]
    into = _as_seen(rows, into, (seen or {}).get(into.pk))
    if not going:
        return None
    keys = {tag.pk for tag in going}
    _lock_links([*keys, into.pk])
    children = [
        row for row in rows.values() if row.parent_id in keys and row.pk not in {*keys, into.pk}
    ]
    before = tag_states([*going, into], linked={*keys, into.pk}) | tag_states(children)
    if into.parent_id in keys:
        into.parent_id = _outside(into.parent_id, keys, rows)
        into.save(update_fields=["parent"])
    _hand_over([before[f"tag:{tag.pk}"] for tag in going], before[f"tag:{into.pk}"], into)
    _remove(going, children, into.pk)
    check_tree(_parents(rows, without=keys))
    label = f"{', '.join(tag.name for tag in going)} into {into.name}"
    return record(
        actor=by, verb="merge tags", objects=[into, *children], before=before, label=label
    )


@again
@transaction.atomic
def delete_tag(*, tag: Tag, by: Any, seen: str | None = None) -> Activity:
    """Delete a tag, also from the annotations that have it; tags below it move up."""
    rows = locked_codebook()
    tag = _as_seen(rows, tag, seen)
    _lock_links([tag.pk])
    children = [row for row in rows.values() if row.parent_id == tag.pk]
    before = tag_states([tag], linked={tag.pk}) | tag_states(children)
    _remove([tag], children, tag.parent_id)
    return record(actor=by, verb="delete tag", objects=children, before=before, label=tag.name)


def _as_seen(rows: dict[int, Tag], tag: Tag, seen: str | None) -> Tag:
    """The tag as it stands now, if it is still what was seen."""
    row = rows.get(tag.pk)
    if row is None:
        raise Refused(f"The tag “{tag.name}” has been deleted or merged meanwhile.")
    if seen is not None and seen != fingerprint(row):
        raise TagChanged(row)
    return row


def _rename(tag: Tag, name: str) -> None:
    if name == tag.name:
        return
    other = tag_named(name)
    if other is not None and other.pk != tag.pk:
        raise Refused(f"There is a tag “{other.name}” already. Merge the two to make them one.")
    tag.name, tag.slug = name, free_slug(name, but=tag.pk)


def _check_place(rows: dict[int, Tag], tag: Tag) -> None:
    if tag.parent_id is not None and tag.parent_id not in rows:
        raise Refused("The tag above is gone meanwhile.")
    check_tree(_parents(rows) | {tag.pk: tag.parent_id})


def _parents(rows: dict[int, Tag], without: Iterable[int] = ()) -> dict[int, int | None]:
    gone = set(without)
    return {pk: row.parent_id for pk, row in rows.items() if pk not in gone}


def _outside(parent: int | None, keys: set[int], rows: dict[int, Tag]) -> int | None:
    """The first tag upwards that is not among the keys."""
    while parent is not None and parent in keys:
        parent = rows[parent].parent_id
    return parent


def _lock_links(keys: Sequence[int]) -> None:
    """Nobody gives these tags to an annotation until the transaction ends (PostgreSQL, 13.3.2)."""
    list(Tag.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _hand_over(going: Iterable[State], have: State, into: Tag) -> None:
    """Make the links of the tags that go those of `into`, one for each annotation."""
    held = set(have["annotations"])
    first: dict[int, int] = {}
    for state in going:
        for annotation, link in zip(state["annotations"], state["links"], strict=True):
            if annotation not in held:
                first[annotation] = min(link, first.get(annotation, link))
    kept = sorted(first.values())
    for start in range(0, len(kept), CHUNK):
        links = Annotation.tags.through.objects.filter(pk__in=kept[start : start + CHUNK])
        links.update(tag=into)


def _remove(going: Sequence[Tag], children: Sequence[Tag], parent: int | None) -> None:
    for child in children:
        child.parent_id = parent
    Tag.objects.bulk_update(children, ["parent"], batch_size=CHUNK)
    keys = [tag.pk for tag in going]
    Annotation.tags.through.objects.filter(tag__in=keys).delete()
    # Those that go may stand below each other.
    Tag.objects.filter(pk__in=keys).update(parent=None)
    Tag.objects.filter(pk__in=keys).delete()
