"""Two states of an article side by side, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from articles.anchoring.sequence import matching_runs

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
CONTEXT = 1
# Beyond this many words in a changed passage nobody reads them one by one.
MOST_WORDS = 3_000
MOST_LINES = 5_000
MOST_PARTS = 20_000  # of all changed passages together; what follows is shown whole
HEADERS = (
    ("title", "Title"),
    ("byline", "Byline"),
    ("source", "Source"),
    ("url", "Link"),
    ("published_at", "Published"),
    ("markup", "Markup"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a paragraph that stayed, or that are in one state alone."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A place in the article: `same`, or what it was (`old`) and what it became (`new`)."""

    kind: str
    old: Sequence[Part] = ()
    new: Sequence[Part] = ()
    label: str = ""


def difference(old: Any, new: Any) -> list[Change]:
    """The changes between two states (Revision or Article), headers first."""
    changes = [
        Change("changed", *words_compared(before, after), label=label)
        for name, label in HEADERS
        if (before := _header(old, name)) != (after := _header(new, name))
    ]
    return changes + list(_paragraphs(_lines(old.body), _lines(new.body)))


def _lines(body: str) -> list[str]:
    """The lines that say something."""
    return [line for line in body.split("\n") if line.strip()]


def _header(state: Any, name: str) -> str:
    if name == "source":
        return state.source_name if hasattr(state, "source_name") else str(state.source or "")
    value = getattr(state, name)
    return "" if value is None else str(value)


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Change]:
    if len(old) + len(new) > MOST_LINES:
        yield Change("changed", *_whole("\n".join(old), "\n".join(new)))
        return
    shown = 0
    for same, i1, i2, j1, j2 in _stretches(old, new):
        if same:
            yield from _unchanged(old[i1:i2])
            continue
        pairs = min(i2 - i1, j2 - j1)
        for step in range(pairs):
            before, after = old[i1 + step], new[j1 + step]
            parts = words_compared(before, after) if shown < MOST_PARTS else _whole(before, after)
            shown += sum(map(len, parts))
            yield Change("changed", *parts)
        for line in old[i1 + pairs : i2]:
            yield Change("removed", old=[Part(line, True)])
        for line in new[j1 + pairs : j2]:
            yield Change("added", new=[Part(line, True)])


def _unchanged(lines: list[str]) -> Iterator[Change]:
    if len(lines) <= 2 * CONTEXT + 1:
        shown: list[str | int] = [*lines]
    else:
        shown = [*lines[:CONTEXT], len(lines) - 2 * CONTEXT, *lines[-CONTEXT:]]
    for line in shown:
        if isinstance(line, int):
            yield Change("skipped", label=f"{line} paragraphs as before")
        else:
            yield Change("same", old=[Part(line, False)])


def words_compared(old: str, new: str) -> tuple[list[Part], list[Part]]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return _whole(old, new)
    left: list[Part] = []
    right: list[Part] = []
    for same, i1, i2, j1, j2 in _stretches(before, after):
        if i2 > i1:
            left.append(Part("".join(before[i1:i2]), not same))
        if j2 > j1:
            right.append(Part("".join(after[j1:j2]), not same))
    return left, right


def _whole(old: str, new: str) -> tuple[list[Part], list[Part]]:
    return [Part(old, True)], [Part(new, True)]


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """What is the same and what is not, in order: where in the one and where in the other.

    Not by `difflib`, which takes a minute for a few thousand words that repeat.
    """
    numbers: dict[str, int] = {}
    a, b = ([numbers.setdefault(one, len(numbers)) for one in some] for some in (old, new))
    i = j = 0
    for x, y, n in [*matching_runs(a, b), (len(a), len(b), 0)]:
        if x > i or y > j:
            yield False, i, x, j, y
        if n:
            yield True, x, x + n, y, y + n
        i, j = x + n, y + n
