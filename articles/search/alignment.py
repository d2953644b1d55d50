"""Folded text with the way back to the original, so that what is found can be shown; no Django here.

`articles.search.words.fold` may change lengths (ß → ss, a combining accent → nothing). Most characters do not:
they fold in place, and only the irregular ones are noted, with where they stand before and after. All positions
are code points.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.search.folding import FOLDED, FoldingTable, fold_character, stands_alone
from articles.search.words import compose

_IRREGULAR = "\0"  # stands in for a character that folds to none or several; folded text has no NUL


class _InPlaceTable(FoldingTable):
    """Code point → the one character it folds to, or `_IRREGULAR`."""

    def __missing__(self, code: int) -> str:
        letters = fold_character(chr(code)).split()
        if not letters:
            return self.remember(code, " " if FOLDED[code] else _IRREGULAR)
        alone = len(letters) == 1 and (len(FOLDED[code]) == 1 or stands_alone(letters[0]))
        return self.remember(code, letters[0] if alone else _IRREGULAR)


_IN_PLACE = _InPlaceTable()


@dataclass(slots=True)
class Aligned:
    """Folded text, words apart as in `fold` (unspaced characters may touch), and where it came from."""

    folded: str
    _starts: list[int] = field(default_factory=list)  # of irregular stretches, in the folded text
    _ends: list[int] = field(default_factory=list)
    _origins: list[tuple[int, int]] = field(default_factory=list)  # the same stretches in the original

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that folded to `folded[start:end]`, marks left out at its end included."""
        if not self._starts:
            return start, end
        return self._original_start(start), self._original_end(end)

    def _original_start(self, start: int) -> int:
        last = bisect_right(self._starts, start) - 1
        if last < 0:
            return start
        inside = start < self._ends[last]
        return self._origins[last][0] if inside else self._origins[last][1] + start - self._ends[last]

    def _original_end(self, end: int) -> int:
        following = bisect_left(self._starts, end)
        result = end
        if following:
            beyond = max(end - self._ends[following - 1], 0)
            result = self._origins[following - 1][1] + beyond
        while following < len(self._starts) and self._starts[following] == self._ends[following] == end:
            result = self._origins[following][1]  # left out: an accent of the last letter
            following += 1
        return result


def align(text: str) -> Aligned:
    """Return `text` folded, with the way back."""
    if text.isascii():
        return Aligned(text.lower())
    in_place = text.translate(_IN_PLACE)
    if compose(text) == text and _IRREGULAR not in in_place:
        return Aligned(in_place)
    aligned, pieces, at, length = Aligned(""), [], 0, 0
    for start, end in _irregular_stretches(text, in_place):
        piece = compose(text[start:end]).translate(FOLDED)
        pieces += [in_place[at:start], piece]
        length += start - at
        aligned._starts.append(length)
        length += len(piece)
        aligned._ends.append(length)
        aligned._origins.append((start, end))
        at = end
    aligned.folded = "".join([*pieces, in_place[at:]])
    return aligned


def _irregular_stretches(text: str, in_place: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that must be folded as a whole: irregular characters, and letters with marks that compose."""
    if compose(text) == text:
        at = in_place.find(_IRREGULAR)
        while at >= 0:
            yield at, at + 1
            at = in_place.find(_IRREGULAR, at + 1)
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins(text[end]):
            continue
        if end - start > 1 or in_place[start] == _IRREGULAR:
            yield start, end
        start = end


def _joins(char: str) -> bool:
    """Say whether `char` may melt into the one before it when text is composed."""
    return (
        unicodedata.category(char)[0] == "M"
        or "\u1161" <= char <= "\u11ff"  # Hangul vowels and final consonants
        or char in "\uff9e\uff9f"  # halfwidth voicing marks
    )
