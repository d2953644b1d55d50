"""The states of objects as the log keeps them: plain values, by keys such as `annotation:17`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from articles.models import Annotation, Tag

State = dict[str, Any]

ANNOTATION_COLUMNS = (
    "uid",
    "article_id",
    "author_id",
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
    "text_digest",
    "state",
    "note",
    "note_html",
    "visibility",
    "reply_to_id",
    "changed_in_id",
    "version",
    "deleted_at",
)
TAG_COLUMNS = (
    "name",
    "slug",
    "parent_id",
    "colour",
    "definition",
    "use_when",
    "avoid_when",
    "retired",
)


def annotation_states(
    annotations: Iterable[Annotation], links: Mapping[int, Sequence[int]] | None = None
) -> dict[str, State]:
    """The present states of annotations with the primary keys of their tags.

    One query, none where the keys of their tags are given by theirs.
    """
    annotations = list(annotations)
    tags = _links([one.pk for one in annotations]) if links is None else links
    return {
        f"annotation:{one.pk}": {
            **plain_columns(one),
            "tags": list(tags[one.pk]),
        }
        for one in annotations
    }


def plain_columns(annotation: Annotation) -> State:
    """The columns of an annotation as the log keeps them."""
    return {name: _plain(getattr(annotation, name)) for name in ANNOTATION_COLUMNS}


def _links(annotations: Iterable[int]) -> dict[int, list[int]]:
    """The keys of the annotations' tags, in the order in which they were given."""
    tags: dict[int, list[int]] = {pk: [] for pk in annotations}
    if tags:
        links = Annotation.tags.through.objects.filter(annotation__in=tags).order_by("id")
        for annotation, tag in links.values_list("annotation_id", "tag_id"):
            tags[annotation].append(tag)
    return tags


def tag_states(tags: Iterable[Tag], *, linked: Collection[int] = ()) -> dict[str, State]:
    """The present states of tags.

    Those whose keys are `linked` come with the keys of the annotations they are on, and with the
    keys of the links, which tell their place among the tags of an annotation.
    """
    states = {f"tag:{tag.pk}": {name: getattr(tag, name) for name in TAG_COLUMNS} for tag in tags}
    for pk in linked:
        if (state := states.get(f"tag:{pk}")) is not None:
            links = Annotation.tags.through.objects.filter(tag=pk).order_by("annotation_id")
            pairs = list(links.values_list("annotation_id", "pk"))
            state["annotations"] = [annotation for annotation, _ in pairs]
            state["links"] = [link for _, link in pairs]
    return states


def _plain(value: Any) -> Any:
    if isinstance(value, (uuid.UUID, dt.datetime)):
        return value.isoformat() if isinstance(value, dt.datetime) else str(value)
    return value
