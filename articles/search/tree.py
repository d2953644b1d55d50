"""The tree that a user's query is parsed into; no Django here.

Its words are folded, as `articles.search.words` does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

FieldName = Literal["title", "byline", "text"]


@dataclass(frozen=True, slots=True)
class Word:
    """Documents that hold this word."""

    word: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents that hold a word that begins so."""

    start: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents that hold these words (two or more) in this order, side by side in one field."""

    words: tuple[str, ...]
    open_end: bool = False  # the last one is the beginning of a word


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """Documents that match every one."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that match at least one."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Documents that match within one field. A field inside a field stands for itself."""

    name: FieldName
    node: Node


Leaf = Word | Prefix | Phrase
Node = Leaf | Not | And | Or | Field


def spell(leaf: Leaf) -> tuple[tuple[str, ...], bool]:
    """Return the words of a leaf, and whether the last of them is only the beginning of a word."""
    match leaf:
        case Word(word):
            return (word,), False
        case Prefix(start):
            return (start,), True
        case Phrase(words, open_end):
            return words, open_end


def wanted(node: Node, field: FieldName | None = None) -> Iterator[tuple[Leaf, FieldName | None]]:
    """Yield what a matching document may show: each leaf not under a Not, with its field if any."""
    match node:
        case Not():
            return
        case And(nodes) | Or(nodes):
            for child in nodes:
                yield from wanted(child, field)
        case Field(name, child):
            yield from wanted(child, name)
        case Word() | Prefix() | Phrase():
            yield node, field
