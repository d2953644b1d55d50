"""A document → PostgreSQL's tsvector, of exactly our own words; no Django here.

`to_tsvector` would split and drop words by rules of its own. Title, byline and text have the
weights A, B and C; the words of title and byline stand there a second time with a mark before
them, because the index knows words but not weights: `title:` would else mean reading every
document that has the word anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.criteria import EVERY_DOCUMENT, Document, key_word
from articles.search.tree import FieldName
from articles.search.words import words

MARKS: dict[FieldName, str] = {"title": "\ue001", "byline": "\ue002"}  # before a field's own words

# PostgreSQL's limits (its documentation, section 12.11). What is beyond them is found by its
# words, but not by phrases; what is beyond the size is not found.
LAST_POSITION = 16_383
MOST_POSITIONS = 255  # of one word
MOST_BYTES = 1_000_000


def tsvector(document: Document) -> str:
    """Return the vector of a document as tsvector text."""
    vector = _Vector()
    for key in (EVERY_DOCUMENT, *map(key_word, document.keys)):
        vector.add(key, "")
    title, byline, text = words(document.title), words(document.byline), words(document.text)
    vector.add_all((MARKS["title"] + word for word in title), 1, "A")
    vector.add_all((MARKS["byline"] + word for word in byline), 1, "B")
    # A position is left free between fields, so that no phrase crosses from one to the next.
    vector.add_all(title, 1, "A")
    vector.add_all(byline, len(title) + 2, "B")
    vector.add_all(text, len(title) + len(byline) + 3, "C")
    return vector.written()


def quoted(lexeme: str) -> str:
    """Return a lexeme as tsvector and tsquery text take it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


class _Vector:
    """Lexemes with their positions, as long as there is room."""

    def __init__(self) -> None:
        self._positions: dict[str, list[str]] = {}
        self._room = MOST_BYTES

    def add(self, lexeme: str, position: str) -> None:
        positions = self._positions.get(lexeme)
        if positions is None:
            self._room -= len(lexeme.encode()) + 6
            if self._room > 0:
                self._positions[lexeme] = [position]
        elif len(positions) < MOST_POSITIONS and self._room > 0:
            self._room -= 2
            positions.append(position)

    def add_all(self, lexemes: Iterable[str], first: int, weight: str) -> None:
        # The one before last stays free: what is beyond would else stand beside it, and make a
        # phrase.
        for position, lexeme in enumerate(lexemes, first):
            within = position if position < LAST_POSITION - 1 else LAST_POSITION
            self.add(lexeme, f"{within}{weight}")

    def written(self) -> str:
        return " ".join(
            f"{quoted(lexeme)}:{','.join(positions)}" if positions[0] else quoted(lexeme)
            for lexeme, positions in self._positions.items()
        )
