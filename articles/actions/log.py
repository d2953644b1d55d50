"""Writing the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from articles.actions.states import State, annotation_states, tag_states
from articles.models import Activity, Annotation, Tag


def record(
    *,
    actor: Any,
    verb: str,
    objects: Sequence[Annotation] | Sequence[Tag],
    before: Mapping[str, State],
    undoes: Activity | None = None,
    label: str = "",
    linked: Collection[int] = (),
    links: Mapping[int, Sequence[int]] | None = None,
) -> Activity:
    """Log one action; the objects stand as they are after it, `before` are their old states.

    The annotations of tags are logged where they were before, and for those whose keys are
    `linked`. `links` are the keys of the annotations' tags by theirs, from a caller who knows them.
    """
    annotations = [one for one in objects if isinstance(one, Annotation)]
    tags = [one for one in objects if isinstance(one, Tag)]
    with_links = {
        tag.pk
        for tag in tags
        if tag.pk in linked or "annotations" in before.get(f"tag:{tag.pk}", ())
    }
    after = annotation_states(annotations, links) | tag_states(tags, linked=with_links)
    gone: dict[str, State | None] = {key: None for key in before if key not in after}
    made: dict[str, State | None] = {key: None for key in after if key not in before}
    single = objects[0] if len(objects) == 1 else None
    return Activity.objects.create(
        actor=actor if actor is not None and actor.is_authenticated else None,
        verb=verb,
        object_type=_kind([*before, *after]),
        object_id=single.pk if single else None,
        label=(label or _label(objects))[:200],
        before=dict(before) | made,
        after=after | gone,
        undoes=undoes,
    )


def _kind(keys: Iterable[str]) -> str:
    """`tag` for what changes the codebook; an annotation's own tags do not."""
    return "tag" if all(key.startswith("tag:") for key in keys) else "annotation"


def _label(objects: Sequence[Any]) -> str:
    if len(objects) == 1:
        return str(objects[0])
    kinds = {str(one._meta.verbose_name_plural) for one in objects}
    return f"{len(objects):,} {' and '.join(sorted(kinds))}"
