"""Folded text with the way back to the original, to show what was found; no Django here.

`articles.search.words.fold` may change lengths (ß → ss, a combining accent → nothing). Most
characters do not: they fold in place, and only the irregular ones are noted, with where they stand
before and after. All positions are code points.
"""

from __future__ import annotations

import re
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
    stretches = _irregular_characters(in_place) if composed else _clusters(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    origins = list(stretches)
    known: dict[str, str] = {}
    taken = length = 0
    for start, end in origins:
        stretch = text[start:end]
        if (folded := known.get(stretch)) is None:
            folded = known[stretch] = compose(stretch).translate(FOLDED)
        if start > taken:
            pieces.append(in_place[taken:start])
            length += start - taken
        pieces.append(folded)
        starts.append(length)
        length += len(folded)
        ends.append(length)
        taken = end
    pieces.append(in_place[taken:])
    return Aligned("".join(pieces), starts, ends, origins)


def _irregular_characters(in_place: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of single characters that do not fold in place, of text that is composed."""
    at = in_place.find(_IRREGULAR)
    while at >= 0:
        yield at, at + 1
        at = in_place.find(_IRREGULAR, at + 1)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the same spans, and those of letters with marks that may melt into them.

    Searched for by what of either kind the text has: a step for each of its characters would take
    as long as all else.
    """
    irregular = {char for char in set(text) if _IN_PLACE[ord(char)] == _IRREGULAR}
    melting = "".join(sorted(filter(_may_melt, set(text))))
    kinds = [rf"[\s\S][{re.escape(melting)}]+"] if melting else []
    if irregular:
        kinds.append(f"[{re.escape(''.join(sorted(irregular)))}]")
    if kinds:
        for match in re.finditer("|".join(kinds), text):
            yield match.span()


def _may_melt(char: str) -> bool:
    """Say whether `char` may compose with the one before it."""
    return (
        unicodedata.category(char)[0] == "M"
        or "\u1161" <= char <= "\u11ff"  # Hangul vowels and final consonants
        or char in "\uff9e\uff9f"  # halfwidth voicing marks
    )
