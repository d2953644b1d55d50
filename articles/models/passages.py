"""What a reader asked for of the annotations, checked, as one thing to pass on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Self

from articles.models.scope import Scope
from articles.models.tag import Tag
from articles.search import Query


@dataclass(frozen=True, slots=True)
class PassageScope:
    """Some of the annotations that `viewer` may see; replies come with what they answer.

    Ids are primary keys; several of a kind mean any of them. Tags are meant as they are: whoever
    asks for those below a tag too names these. Of each group in `also` there must be one.
    `after` and `before` are days in UTC on which the article was published, both inclusive.
    """

    query: Query | None = None
    tags: tuple[int, ...] = ()
    also: tuple[tuple[int, ...], ...] = ()
    people: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    visibility: str = ""
    has_note: bool | None = None
    sources: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    article: int | None = None
    after: dt.date | None = None
    before: dt.date | None = None
    viewer: Any = None

    @property
    def days(self) -> Scope:
        """The days alone, as the list of articles knows them."""
        return Scope(after=self.after, before=self.before)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        return self.without(query=None) != PassageScope(viewer=self.viewer)

    def without(self, **values: Any) -> Self:
        """The same scope with some of its values changed."""
        return replace(self, **values)


def families() -> dict[int, set[int]]:
    """For each tag, itself and all that stand below it, by primary keys. One query."""
    parents = dict(Tag.objects.order_by().values_list("pk", "parent_id"))
    found: dict[int, set[int]] = {pk: {pk} for pk in parents}
    for pk, parent in parents.items():
        seen = {pk}
        while parent is not None and parent not in seen:
            found[parent].add(pk)
            seen.add(parent)
            parent = parents[parent]
    return found
