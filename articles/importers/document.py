"""The bytes of one file, archive member or upload on their way to a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.importers.draft import Outcome


@dataclass(slots=True)
class Document:
    """`data` is all of it, or its beginning when `more` gives the next bytes (b"" at the end)."""

    origin: str
    data: bytes
    more: Callable[[], bytes] | None = None


Parser = Callable[[Document], Iterable[Outcome]]


def printable(name: str) -> str:
    """A file's name as text that can be stored and shown: the odd bytes and characters escaped."""
    if name.isprintable():
        return name
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in name
    )
