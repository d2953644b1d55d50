"""Folded text with the way back to the original, to show what was found; no Django here.

`articles.search.words.fold` may change lengths (ß → ss, a combining accent → nothing). Most
characters do not: they fold in place, and only the irregular ones are noted, with where they stand
before and after. All positions are code points.
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
        folded = fold_character(chr(code))
        letters = folded.split()
        if not letters:
            return self.remember(code, " " if folded else _IRREGULAR)
        one = len(letters) == 1 and (len(folded) == 1 or stands_alone(letters[0]))
        return self.remember(code, letters[0] if one else _IRREGULAR)


_IN_PLACE = _InPlaceTable()


@dataclass(slots=True)
class Aligned:
    """Folded text, and where it came from. Words are apart as `fold` has them; unspaced ones touch.

    Of the n-th irregular stretch, `starts[n]` and `ends[n]` are its span in the folded text and
    `origins[n]` its span in the original.
    """

    folded: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    origins: list[tuple[int, int]] = field(default_factory=list)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that folded to `folded[start:end]`.

        It includes what was left out right after it: the accent of its last letter.
        """
        if not self.starts:
            return start, end
        return self._original_start(start), self._original_end(end)

    def _original_start(self, start: int) -> int:
        last = bisect_right(self.starts, start) - 1
        if last < 0:
            return start
        first, after = self.origins[last]
        return first if start < self.ends[last] else after + start - self.ends[last]

    def _original_end(self, end: int) -> int:
        following = bisect_left(self.starts, end)
        result = end
        if following:
            beyond = max(end - self.ends[following - 1], 0)
            result = self.origins[following - 1][1] + beyond
        for start, stop, (_, after) in zip(
            self.starts[following:], self.ends[following:], self.origins[following:], strict=True
        ):
            if not start == stop == end:
                break
            result = after
        return result


def align(text: str) -> Aligned:
    """Return `text` folded, with the way back."""
    if text.isascii():
        return Aligned(text.lower())
    in_place = text.translate(_IN_PLACE)
    composed = compose(text) == text
    if composed and _IRREGULAR not in in_place:
        return Aligned(in_place)
    stretches = _irregular_characters(in_place) if composed else _clusters(text, in_place)
    aligned = Aligned("")
    pieces: list[str] = []
    taken = length = 0
    for start, end in stretches:
        folded = compose(text[start:end]).translate(FOLDED)
        pieces += [in_place[taken:start], folded]
        length += start - taken
        aligned.starts.append(length)
        length += len(folded)
        aligned.ends.append(length)
        aligned.origins.append((start, end))
        taken = end
    aligned.folded = "".join([*pieces, in_place[taken:]])
    return aligned


def _irregular_characters(in_place: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of single characters that do not fold in place, of text that is composed."""
    at = in_place.find(_IRREGULAR)
    while at >= 0:
        yield at, at + 1
        at = in_place.find(_IRREGULAR, at + 1)


def _clusters(text: str, in_place: str) -> Iterator[tuple[int, int]]:
    """Yield the same spans, and those of letters with marks that may melt into them."""
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _may_melt(text[end]):
            continue
        if end - start > 1 or in_place[start] == _IRREGULAR:
            yield start, end
        start = end


def _may_melt(char: str) -> bool:
    """Say whether `char` may compose with the one before it."""
    return (
        unicodedata.category(char)[0] == "M"
        or "\u1161" <= char <= "\u11ff"  # Hangul vowels and final consonants
        or char in "\uff9e\uff9f"  # halfwidth voicing marks
    )
