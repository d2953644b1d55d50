"""Importing a codebook: planned first, then done as one entry of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.actions.again import again
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.states import tag_states
from articles.actions.tags import check_tree, least_used_colour, locked_codebook, slug_beside
from articles.codebooks.names import name_key
from articles.codebooks.plan import Entry, Step, digest, plan
from articles.codebooks.table import Row
from articles.codebooks.tree import walk
from articles.models import Activity, Tag

VALUES = ("colour", "definition", "use_when", "avoid_when", "retired")


class PlanChanged(Refused):
    """The codebook has changed since the plan was shown."""


def planned(rows: Sequence[Row]) -> list[Step]:
    """What importing the rows would do now."""
    return plan(rows, _entries(Tag.objects.all()), longest=settings.CODEBOOK_TEXT_MAX_CHARACTERS)


@again
@transaction.atomic
def import_codebook(*, rows: Sequence[Row], by: Any, seen: str) -> Activity | None:
    """Do what was planned; rows that the plan refuses are left out.

    `seen` is the digest of the plan that was shown: PlanChanged is raised where it would be
    another by now, so that nothing is done that nobody has seen. None: there is nothing to do.
    """
    tags = locked_codebook()
    steps = plan(rows, _entries(tags.values()), longest=settings.CODEBOOK_TEXT_MAX_CHARACTERS)
    if digest(steps) != seen:
        raise PlanChanged("The codebook has changed meanwhile. This is what importing does now.")
    known = {name_key(tag.name): tag for tag in tags.values()}
    changed = [step for step in steps if step.outcome == "changed"]
    before = tag_states([known[step.key] for step in changed])
    made = _make([step for step in steps if step.outcome == "made"], known)
    for step in changed:
        _change(known[step.key], step, known)
    rows_changed = [known[step.key] for step in changed]
    check_tree({tag.pk: tag.parent_id for tag in known.values()})
    Tag.objects.bulk_update(rows_changed, ["parent", *VALUES], batch_size=200)
    if not made and not changed:
        return None
    label = f"{len(made):,} made, {len(changed):,} changed"
    return record(
        actor=by,
        verb="import codebook",
        objects=[*made, *rows_changed],
        before=before,
        label=label,
    )


def _entries(tags: Iterable[Tag]) -> dict[str, Entry]:
    """The codebook as plans know it."""
    rows = {tag.pk: tag for tag in tags}
    keys = {pk: name_key(tag.name) for pk, tag in rows.items()}
    return {
        keys[pk]: Entry(
            tag.name,
            keys[tag.parent_id] if tag.parent_id is not None else None,
            {name: getattr(tag, name) for name in VALUES},
        )
        for pk, tag in rows.items()
    }


def _make(steps: Sequence[Step], known: dict[str, Tag]) -> list[Tag]:
    """Make new tags, level by level, because one needs the key of the one above it."""
    taken = {tag.slug for tag in known.values()}
    colours = [tag.colour for tag in known.values()]
    fresh = {step.key: step for step in steps}
    levels: dict[int, list[Step]] = {}
    for key, level in walk({step.key: step.parent for step in steps}):
        levels.setdefault(level, []).append(fresh[key])
    made: list[Tag] = []
    for _, level_steps in sorted(levels.items()):
        tags = []
        for step in level_steps:
            tag = Tag(name=step.name, slug=slug_beside(step.name, taken), **step.values)
            if "colour" not in step.values:
                tag.colour = least_used_colour(colours)
            tag.parent = known[step.parent] if step.parent is not None else None
            taken.add(tag.slug)
            colours.append(tag.colour)
            tags.append(tag)
        made += Tag.objects.bulk_create(tags, batch_size=200)
        known |= {name_key(tag.name): tag for tag in tags}
    return made


def _change(tag: Tag, step: Step, known: Mapping[str, Tag]) -> None:
    for name, value in step.values.items():
        setattr(tag, name, value)
    if step.placed:
        tag.parent = known[step.parent] if step.parent is not None else None
