"""Taking back changes of the codebook: what each tag and its links were goes back by itself.

Only what the action changed is put back, and only where it still is as the action left it: a tag
that was renamed by one person and recoloured by another keeps its colour when the renaming is
undone. Nobody may be left with a circle, a name twice, or an annotation that lost a tag unasked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.actions.refusal import Refused
from articles.actions.states import TAG_COLUMNS, State, tag_states
from articles.actions.tags import check_tree, locked_codebook, slug_beside
from articles.codebooks.names import name_key
from articles.codebooks.tree import walk
from articles.models import Activity, Annotation, Tag

CHUNK = 500
# Of these, what can be taken back is; what is in use by now stays.
PIECEMEAL = {"import codebook"}
Rows = dict[int, Tag]


@dataclass(frozen=True, slots=True)
class Links:
    """Annotations (by key) that a tag gained or lost, with the keys of the links they had."""

    gained: Collection[int]
    lost: Mapping[int, int]


def undo_tags(activity: Activity) -> dict[str, State | None]:
    """Put back the tags that an action changed, all or none of those that it took away.

    Returns the states before undoing of those that went back, None for those that were not there.
    Raises Refused, with the reason, where nothing goes back, or not without harm.
    """
    before, after = _by_pk(activity.before), _by_pk(activity.after)
    if not after:
        return {}
    rows = locked_codebook()
    gone = [pk for pk, state in after.items() if state is None]
    made = [pk for pk, state in before.items() if state is None and pk in rows]
    kept = [pk for pk in after if after[pk] and before[pk] and pk in rows]
    present = tag_states(
        [rows[pk] for pk in [*made, *kept]],
        linked={*made, *(pk for pk in kept if "annotations" in (after[pk] or {}))},
    )
    returning = {pk: before[pk] or {} for pk in gone}
    if there := returning.keys() & rows.keys():
        raise Refused(f"The tag “{rows[min(there)].name}” is there already.")
    heir = _heir(activity, before, after, rows)
    restored = {pk: _restored(rows[pk], before[pk] or {}, after[pk] or {}) for pk in kept}
    links = {pk: _links(before[pk] or {}, after[pk] or {}) for pk in kept}
    leaving, reason = _leaving(made, after, rows, restored)
    if len(leaving) < len(made) and activity.verb not in PIECEMEAL:
        raise Refused(reason)
    _check_names(rows, restored, returning, leaving)
    _place(rows, returning, restored, leaving)

    still = _annotations_of(heir.pk) if heir is not None else None
    for pk in kept:
        _unlink(pk, links[pk].gained)
    _create(returning, rows)
    for pk, state in returning.items():
        _link(pk, _pairs(state), among=still)
    changed = [pk for pk in kept if restored[pk] or links[pk].gained or links[pk].lost]
    for pk in changed:
        _save(rows[pk], restored[pk])
        _link(pk, links[pk].lost)
    _delete(leaving)
    done = [*gone, *changed, *leaving]
    if not done:
        raise Refused(reason or "This was changed since, and cannot be undone any more.")
    return {f"tag:{pk}": present.get(f"tag:{pk}") for pk in done}


def _by_pk(states: Mapping[str, State | None]) -> dict[int, State | None]:
    return {
        int(key.partition(":")[2]): state for key, state in states.items() if key.startswith("tag:")
    }


def _heir(
    activity: Activity,
    before: Mapping[int, State | None],
    after: Mapping[int, State | None],
    rows: Rows,
) -> Tag | None:
    """The tag into which others were merged: their passages come back from it, or not at all."""
    found = [pk for pk, state in after.items() if state and before[pk] and "annotations" in state]
    if not found:
        return None
    if found[0] not in rows:
        name = (after[found[0]] or {})["name"]
        raise Refused(f"“{name}” has been deleted or merged since: bring it back first.")
    return rows[found[0]]


def _restored(tag: Tag, before: State, after: State) -> dict[str, Any]:
    """The columns that the action changed and nobody has changed since, as they were before."""
    columns = {
        name: before[name]
        for name in TAG_COLUMNS
        if before[name] != after[name] and getattr(tag, name) == after[name]
    }
    if "name" not in columns:
        columns.pop("slug", None)  # the address follows the name
    return columns


def _links(before: State, after: State) -> Links:
    was, became = _pairs(before), _pairs(after)
    return Links(
        gained=became.keys() - was.keys(),
        lost={annotation: was[annotation] for annotation in was.keys() - became.keys()},
    )


def _pairs(state: State) -> dict[int, int]:
    return dict(zip(state.get("annotations", ()), state.get("links", ()), strict=True))


def _leaving(
    made: Collection[int],
    after: Mapping[int, State | None],
    rows: Rows,
    restored: Mapping[int, Mapping[str, Any]],
) -> tuple[list[int], str]:
    """The tags that were made and are not in use by now, lowest first; and why others stay."""
    parents = {pk: restored.get(pk, {}).get("parent_id", row.parent_id) for pk, row in rows.items()}
    leaving: set[int] = set()
    reason = ""
    order = [pk for pk, _ in reversed(walk(parents)) if pk in set(made)]
    for pk in order:
        known = set((after[pk] or {}).get("annotations", ()))
        if _annotations_of(pk, standing=True) - known:
            reason = f"The tag “{rows[pk].name}” is in use by now."
        elif any(parent == pk and child not in leaving for child, parent in parents.items()):
            reason = f"Other tags stand under “{rows[pk].name}” by now."
        else:
            leaving.add(pk)
    return [pk for pk in order if pk in leaving], reason


def _check_names(
    rows: Rows,
    restored: Mapping[int, Mapping[str, Any]],
    returning: Mapping[int, State],
    leaving: Collection[int],
) -> None:
    """No two tags are called alike after undoing."""
    names: dict[str, int] = {}
    for pk, row in rows.items():
        if pk not in leaving and "name" not in restored.get(pk, {}):
            names[name_key(row.name)] = pk
    for pk, state in [*restored.items(), *returning.items()]:
        if "name" in state and names.setdefault(name_key(state["name"]), pk) != pk:
            raise Refused(f"There is another tag “{state['name']}” by now: rename it first.")


def _place(
    rows: Rows,
    returning: Mapping[int, State],
    restored: Mapping[int, dict[str, Any]],
    leaving: Collection[int],
) -> None:
    """Make sure that all stand in a forest.

    A tag whose parent is gone comes back at the top; one that is there stays where it is.
    """
    parents = {pk: row.parent_id for pk, row in rows.items() if pk not in leaving}
    for pk, state in [*returning.items(), *restored.items()]:
        if "parent_id" in state:
            above = state["parent_id"]
            known = above is None or above in rows or above in returning
            if (not known or above in leaving) and pk in returning:
                state["parent_id"] = None
            elif not known or above in leaving:
                del state["parent_id"]
                continue
            parents[pk] = state["parent_id"]
    check_tree(parents)


def _create(returning: Mapping[int, State], rows: Rows) -> None:
    """Those at the top first, under the keys they had."""
    parents = {pk: state["parent_id"] for pk, state in returning.items()}
    taken = {row.slug for row in rows.values()}
    for pk, _ in walk(parents):
        values = {name: returning[pk][name] for name in TAG_COLUMNS}
        if values["slug"] in taken:
            values["slug"] = slug_beside(values["name"], taken)
        taken.add(values["slug"])
        Tag.objects.create(pk=pk, **values)


def _save(tag: Tag, columns: Mapping[str, Any]) -> None:
    if not columns:
        return
    for name, value in columns.items():
        setattr(tag, name, value)
    if "slug" in columns:
        others = Tag.objects.exclude(pk=tag.pk)
        if others.filter(slug=tag.slug).exists():
            tag.slug = slug_beside(tag.name, set(others.values_list("slug", flat=True)))
    tag.save(update_fields=list(columns))


def _delete(leaving: Sequence[int]) -> None:
    for pk in leaving:
        Tag.objects.filter(pk=pk).delete()


def _annotations_of(pk: int, *, standing: bool = False) -> set[int]:
    links = Annotation.tags.through.objects.filter(tag=pk)
    if standing:
        links = links.filter(annotation__deleted_at=None)
    return set(links.values_list("annotation_id", flat=True))


def _unlink(pk: int, annotations: Iterable[int]) -> None:
    links = Annotation.tags.through.objects.filter(tag=pk)
    for chunk in _chunks(sorted(annotations)):
        links.filter(annotation__in=chunk).delete()


def _link(pk: int, pairs: Mapping[int, int], among: Collection[int] | None = None) -> None:
    """Link a tag with annotations that are still there, by the keys that the links had if free."""
    through = Annotation.tags.through
    wanted = [one for one in pairs if among is None or one in among]
    for chunk in _chunks(sorted(wanted)):
        standing = set(Annotation.objects.filter(pk__in=chunk).values_list("pk", flat=True))
        linked = through.objects.filter(tag=pk, annotation__in=chunk)
        standing -= set(linked.values_list("annotation_id", flat=True))
        keys = [pairs[one] for one in standing]
        taken = set(through.objects.filter(pk__in=keys).values_list("pk", flat=True))
        fresh = [through(annotation_id=one, tag_id=pk) for one in standing if pairs[one] in taken]
        old = [
            through(pk=pairs[one], annotation_id=one, tag_id=pk)
            for one in standing
            if pairs[one] not in taken
        ]
        through.objects.bulk_create(old)
        through.objects.bulk_create(fresh)


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
