"""Writing the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
) -> Activity:
    """Log one action; the objects stand as they are after it, `before` are their old states."""
    annotations = [one for one in objects if isinstance(one, Annotation)]
    tags = [one for one in objects if isinstance(one, Tag)]
    counted = any("annotations" in state for state in before.values())
    after = annotation_states(annotations) | tag_states(tags, with_annotations=counted)
    gone: dict[str, State | None] = {key: None for key in before if key not in after}
    made: dict[str, State | None] = {key: None for key in after if key not in before}
    single = objects[0] if len(objects) == 1 else None
    return Activity.objects.create(
        actor=actor if actor is not None and actor.is_authenticated else None,
        verb=verb,
        object_type="tag" if tags and not annotations else "annotation",
        object_id=single.pk if single else None,
        label=(label or _label(objects))[:200],
        before=dict(before) | made,
        after=after | gone,
        undoes=undoes,
    )


def _label(objects: Sequence[Any]) -> str:
    if len(objects) == 1:
        return str(objects[0])
    return f"{len(objects):,} of them"
