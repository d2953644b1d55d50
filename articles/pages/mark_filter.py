"""Which marks a reader wants to see on an article's page: what stands above its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from articles.pages.rows import TagChip

WHICH = {"all": "All", "mine": "Mine", "off": "None"}
PARAMETERS = ("marks", "marks_tag", "marks_by")


@dataclass(frozen=True, slots=True)
class Choice:
    """One that can be ticked, with the number of annotations that it would leave."""

    value: str
    label: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """All, one's own or none; of those with any of the tags (slugs), by any of the people."""

    which: str = "all"
    tags: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @classmethod
    def asked(cls, data: QueryDict) -> MarkFilter:
        """What a query string says. Unknown values of `marks` mean all."""
        which = data.get("marks", "all")
        return cls(
            which if which in WHICH else "all",
            frozenset(filter(None, data.getlist("marks_tag"))),
            frozenset(filter(None, data.getlist("marks_by"))),
        )

    @property
    def narrows(self) -> bool:
        return self != MarkFilter()

    def shows(self, *, mine: bool, person: str, tags: Iterable[TagChip]) -> bool:
        """Whether an annotation is to be seen."""
        if self.which == "off" or (self.which == "mine" and not mine):
            return False
        if self.people and person not in self.people:
            return False
        return not self.tags or any(tag.slug in self.tags for tag in tags)


def which_choices(chosen: MarkFilter) -> list[Choice]:
    return [Choice(value, label, 0, value == chosen.which) for value, label in WHICH.items()]


def tag_choices(chosen: MarkFilter, tags: Iterable[Sequence[TagChip]]) -> list[Choice]:
    """The tags of an article's annotations by name, and any that the URL asks for besides."""
    names = {tag.slug: tag.name for several in tags for tag in several}
    counts = Counter([tag.slug for several in tags for tag in several])
    found = [Choice(slug, names[slug], n, slug in chosen.tags) for slug, n in counts.items()]
    return _completed(found, chosen.tags)


def people_choices(chosen: MarkFilter, counts: Mapping[str, int]) -> list[Choice]:
    """The people who made an article's annotations, by their names."""
    found = [Choice(name, name, n, name in chosen.people) for name, n in counts.items()]
    return _completed(found, chosen.people)


def _completed(found: list[Choice], asked: frozenset[str]) -> list[Choice]:
    missing = sorted(asked - {choice.value for choice in found})
    found += [Choice(value, value, 0, True) for value in missing]
    return sorted(found, key=lambda choice: choice.label.casefold())


def asked_marks(data: QueryDict) -> dict[str, list[str]]:
    """The parameters of a query string that speak of marks."""
    return {name: data.getlist(name) for name in PARAMETERS if name in data}
