"""The units in which two texts are aligned: their words, or more where those are many. PURE."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from articles.anchoring.ends import common_head, common_tail
from articles.anchoring.sequence import matching_runs
from articles.anchoring.words import Words, count_words, of_ranges, words

MOST_WORDS = 100_000
"""Of both texts, aligned one by one: it takes about a second, however the texts were made."""

_MOST_TEXT = 2_000_000  # code points of texts of few words
_MARGIN = 300  # code points of equal text around a change whose words are looked at
_MOST_PIECES = 40_000  # of a text, as far as it has lines or sentences
_SHORTEST, _LONGEST = 24, 768  # code points of a piece

Range = tuple[int, int, bool]
"""Start, end, and whether it falls into words; else it is one unit."""


class _Change(NamedTuple):
    """`old[low:high]` became `new[new_low:new_high]`; around it the texts are equal."""

    low: int
    high: int
    new_low: int
    new_high: int

    @property
    def size(self) -> int:
        return self.high - self.low + self.new_high - self.new_low


def units(old: str, new: str) -> tuple[Words, Words]:
    """The words of two texts, or of longer ones those at their changes.

    What is equal and not near a change is one unit then, and changes that have too many words in
    all, the largest first, fall into pieces of some sentences.
    """
    if len(old) + len(new) <= _MOST_TEXT:
        room = MOST_WORDS - count_words(old, 0, len(old), MOST_WORDS)
        if room > 0 and count_words(new, 0, len(new), room) < room:
            return words(old), words(new)
    least = max(_SHORTEST, min(max(len(old), len(new)) // _MOST_PIECES, _LONGEST))
    cuts, new_cuts = _cuts(old, least), _cuts(new, least)
    changes = list(_changes(old, new, cuts, new_cuts))
    fine = _fine(changes, old, new)
    shifts = [(0, 0), *((change.high, change.new_high) for change in changes)]
    ranges, new_ranges = [], []
    for number, (low, new_low) in enumerate(shifts):
        change = changes[number] if number < len(changes) else None
        high = change.low if change else len(old)
        for start, end, as_words in _equal(high - low, number - 1 in fine, number in fine):
            ranges.append((low + start, low + end, as_words))
            new_ranges.append((new_low + start, new_low + end, as_words))
        if change:
            as_words = number in fine
            ranges += _parted(change.low, change.high, cuts, as_words)
            new_ranges += _parted(change.new_low, change.new_high, new_cuts, as_words)
    return of_ranges(old, _joined(ranges)), of_ranges(new, _joined(new_ranges))


def _cuts(text: str, least: int) -> list[int]:
    """Where the pieces of a text begin, and the end of the last.

    A piece has `least` code points and ends with a line or a sentence, if that is not far: then
    what is put in shifts few of those behind it.
    """
    ends = rf"[\s\S]{{{least},{_LONGEST}}}?(?:\n|[.!?]\s|[。！？])|[\s\S]{{1,{_LONGEST}}}"
    return [0, *(match.end() for match in re.finditer(ends, text))]


def _changes(old: str, new: str, cuts: list[int], new_cuts: list[int]) -> Iterator[_Change]:
    """Where two texts differ, told by their pieces, then to the code point; in order."""
    numbers: dict[str, int] = {}
    a, b = (
        [numbers.setdefault(text[i:j], len(numbers)) for i, j in itertools.pairwise(at)]
        for text, at in ((old, cuts), (new, new_cuts))
    )
    x = y = 0
    for next_x, next_y, n in [*matching_runs(a, b), (len(a), len(b), 0)]:
        low, high, new_low, new_high = cuts[x], cuts[next_x], new_cuts[y], new_cuts[next_y]
        then, now = old[low:high], new[new_low:new_high]
        if then or now:
            head = common_head(then, now)
            tail = common_tail(then[head:], now[head:])
            yield _Change(low + head, high - tail, new_low + head, new_high - tail)
        x, y = next_x + n, next_y + n


def _fine(changes: list[_Change], old: str, new: str) -> set[int]:
    """The changes that fall into words, by number: the smallest, as many as there is room for."""
    fine: set[int] = set()
    room = MOST_WORDS
    for number in sorted(range(len(changes)), key=lambda number: changes[number].size):
        change = changes[number]
        for text, low, high in (
            (old, change.low, change.high),
            (new, change.new_low, change.new_high),
        ):
            room -= count_words(text, max(0, low - _MARGIN), high + _MARGIN, max(0, room) + 1)
        if room < 0:
            break
        fine.add(number)
    return fine


def _equal(length: int, after_fine: bool, before_fine: bool) -> list[Range]:
    """An equal stretch, from 0: one unit, but words next to changes that fall into words."""
    start = _MARGIN if after_fine else 0
    end = length - _MARGIN if before_fine else length
    if end <= start:
        return [(0, length, after_fine or before_fine)]
    return [(0, start, True), (start, end, False), (end, length, True)]


def _parted(low: int, high: int, cuts: list[int], as_words: bool) -> list[Range]:
    if as_words:
        return [(low, high, True)]
    at = [low, *cuts[bisect_right(cuts, low) : bisect_left(cuts, high)], high]
    return [(start, end, False) for start, end in itertools.pairwise(at)]


def _joined(ranges: list[Range]) -> list[Range]:
    """Ranges without the empty ones; words that touch are one range, as a word may cross them."""
    joined: list[Range] = []
    for start, end, as_words in ranges:
        if start == end:
            continue
        if as_words and joined and joined[-1][2]:
            joined[-1] = (joined[-1][0], end, True)
        else:
            joined.append((start, end, as_words))
    return joined
