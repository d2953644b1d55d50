"""Changing the codebook: every change is one entry of the log, and can be undone from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.states import tag_states
from articles.actions.tags import clean_name, free_slug
from articles.models import Annotation, Tag

DEEPEST = 10
EDITABLE = ("colour", "definition", "use_when", "avoid_when", "retired")


@transaction.atomic
def change_tag(*, tag: Tag, by: Any, name: str | None = None, **values: Any) -> Tag:
    """Rename a tag, everywhere at once, or change what is said about it (`EDITABLE`).

    Raises Refused for a name that another tag has, and TypeError for other values.
    """
    if unknown := values.keys() - set(EDITABLE):
        raise TypeError(f"not a tag's: {', '.join(sorted(unknown))}")
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    before = tag_states([tag])
    if name is not None:
        name = clean_name(name)
        if Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).exists():
            raise Refused(f"There is a tag “{name}” already. Merge the two to make them one.")
        if name != tag.name:
            tag.name, tag.slug = name, free_slug(name, but=tag.pk)
    for column, value in values.items():
        setattr(tag, column, value)
    if tag_states([tag]) != before:
        tag.save()
        record(actor=by, verb="change tag", objects=[tag], before=before)
    return tag


@transaction.atomic
def nest_tag(*, tag: Tag, parent: Tag | None, by: Any) -> Tag:
    """Put a tag under another, or at the top. Raises Refused where that would make a circle."""
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    depth, above = 0, parent
    while above is not None:
        if above.pk == tag.pk:
            raise Refused("A tag cannot stand under itself.")
        depth, above = depth + 1, above.parent
        if depth >= DEEPEST:
            raise Refused(f"The codebook is {DEEPEST} levels deep at most.")
    before = tag_states([tag])
    tag.parent = parent
    if tag_states([tag]) != before:
        tag.save(update_fields=["parent"])
        record(actor=by, verb="nest tag", objects=[tag], before=before)
    return tag


@transaction.atomic
def merge_tags(*, tags: Sequence[Tag], into: Tag, by: Any) -> int:
    """Make one tag of several: their passages and the tags below them go to it.

    Returns how many annotations the remaining tag gained.
    """
    going = [tag for tag in tags if tag.pk != into.pk]
    if any(_is_below(into, tag) for tag in going):
        raise Refused("A tag cannot be merged into one that stands below it.")
    children = list(Tag.objects.filter(parent__in=going))
    before = tag_states([*going, into], with_annotations=True) | tag_states(children)
    links = Annotation.tags.through.objects
    have = set(before[f"tag:{into.pk}"]["annotations"])
    gained = {
        annotation
        for tag in going
        for annotation in before[f"tag:{tag.pk}"]["annotations"]
        if annotation not in have
    }
    links.bulk_create(
        (
            Annotation.tags.through(annotation_id=annotation, tag_id=into.pk)
            for annotation in sorted(gained)
        ),
        batch_size=500,
    )
    _remove(going, children, into)
    label = f"{', '.join(tag.name for tag in going)} into {into.name}"
    record(actor=by, verb="merge tags", objects=[into, *children], before=before, label=label)
    return len(gained)


@transaction.atomic
def delete_tag(*, tag: Tag, by: Any) -> int:
    """Delete a tag; tags below it move up. Returns how many annotations lose it."""
    children = list(Tag.objects.filter(parent=tag))
    before = tag_states([tag], with_annotations=True) | tag_states(children)
    _remove([tag], children, tag.parent)
    record(actor=by, verb="delete tag", objects=children, before=before, label=tag.name)
    return len(before[f"tag:{tag.pk}"]["annotations"])


def _remove(going: Sequence[Tag], children: Sequence[Tag], parent: Tag | None) -> None:
    for child in children:
        child.parent = parent
    Tag.objects.bulk_update(children, ["parent"])
    keys = [tag.pk for tag in going]
    Annotation.tags.through.objects.filter(tag__in=keys).delete()
    Tag.objects.filter(pk__in=keys).delete()


def _is_below(tag: Tag, above: Tag) -> bool:
    parent = tag.parent
    while parent is not None:
        if parent.pk == above.pk:
            return True
        parent = parent.parent
    return False
