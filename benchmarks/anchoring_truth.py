"""Where random passages of an old text are in a new one, found without the code that is measured.

Three word diffs by `difflib` must agree: forwards, backwards, and line by line before word by
word. Passages on which they differ have no truth, nor have those of which nobody could say whether
they were edited or removed: they are left out, and counted.

- same: all of it lies in one run of four equal words or more, and stands there unchanged;
- edited: at least 60 % of it lies in such runs, in order, and the place is at most twice as long;
- moved: none of its words has a partner; it stands once in the old text, and once in the new text,
  there among words without a partner;
- gone: none of its words has a partner, and nothing new in the new text says about the same.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from rapidfuzz import fuzz

TOKEN = re.compile(r"\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"[^\n]+")
_STABLE = 4  # words in a row
_NOTHING, _DISPUTED = -1, -2


@dataclass(frozen=True, slots=True)
class Passage:
    """`old[start:end]` and its `place` in the new text; `outer` has replaced words at its ends too.

    `light`: at least 85 % of it is left in a place of about its length, so its ends can be told.
    """

    start: int
    end: int
    want: str
    place: tuple[int, int] = (0, 0)
    outer: tuple[int, int] = (0, 0)
    several: bool = False
    light: bool = False


class Truth:
    """The agreement of three diffs of `old` and `new`."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.old_words = [match.span() for match in TOKEN.finditer(old)]
        self.new_words = [match.span() for match in TOKEN.finditer(new)]
        a = [old[slice(*span)] for span in self.old_words]
        b = [new[slice(*span)] for span in self.new_words]
        backwards = _matched(a[::-1], b[::-1])
        diffs = [
            _matched(a, b),
            {len(a) - 1 - i: len(b) - 1 - j for i, j in backwards.items()},
            self._by_lines(a, b),
        ]
        self.partners = []
        for word in range(len(a)):
            opinions = {diff.get(word, _NOTHING) for diff in diffs}
            self.partners.append(opinions.pop() if len(opinions) == 1 else _DISPUTED)
        self.stable = _stable(self.partners)
        self.taken = bytearray(len(new))
        for diff in diffs:
            for partner in diff.values():
                low, high = self.new_words[partner]
                self.taken[low:high] = b"\1" * (high - low)

    def passage(self, start: int, end: int) -> Passage | None:
        """The truth about `old[start:end]`; None if there is none, or no letter or digit in it."""
        low = bisect_left(self.old_words, start, key=lambda span: span[1] - 1)
        high = bisect_left(self.old_words, end, key=lambda span: span[0])
        partners = self.partners[low:high]
        quote = self.old[start:end]
        if _DISPUTED in partners or not any(map(str.isalnum, quote)):
            return None
        in_a_row = range(partners[0], partners[0] + len(partners))
        if all(self.stable[low:high]) and partners == list(in_a_row):
            place = (
                self.new_words[partners[0]][0] + start - self.old_words[low][0],
                self.new_words[partners[-1]][1] + end - self.old_words[high - 1][1],
            )
            if self.new[slice(*place)] == quote:
                several = self.new.count(quote) > 1
                return Passage(start, end, "same", place, place, several, light=True)
        if self.old_words[low][0] < start or self.old_words[high - 1][1] > end:
            return None  # it cuts a word that was changed
        if all(partner == _NOTHING for partner in partners):
            return self._without_partner(start, end, low, high)
        return self._edited(start, end, low, high)

    def _edited(self, start: int, end: int, low: int, high: int) -> Passage | None:
        words = range(low, high)
        matched = [word for word in words if self.partners[word] >= 0]
        order = [self.partners[word] for word in matched]
        lengths = {word: self.old_words[word][1] - self.old_words[word][0] for word in words}
        left = sum(lengths[word] for word in matched if self.stable[word]) / sum(lengths.values())
        place = self.new_words[order[0]][0], self.new_words[order[-1]][1]
        stretch = (place[1] - place[0]) / (end - start)
        if order != sorted(order) or left < 0.6 or stretch > 2:
            return None
        before, after = self._around(low, high)
        outer = (
            place[0] if matched[0] == low else min(before, place[0]),
            place[1] if matched[-1] == high - 1 else max(after, place[1]),
        )
        light = left >= 0.85 and 0.85 <= stretch <= 1.18
        return Passage(start, end, "edited", place, outer, light=light)

    def _without_partner(self, start: int, end: int, low: int, high: int) -> Passage | None:
        quote, words = self.old[start:end], high - low
        places = [match.start() for match in re.finditer(re.escape(quote), self.new)]
        free = [place for place in places if self._is_free(place, place + len(quote))]
        if free:
            if words < 4 or len(places) > 1 or self.old.count(quote) > 1:
                return None
            place = free[0], free[0] + len(quote)
            return Passage(start, end, "moved", place, place, light=True)
        between = self.new[slice(*self._around(low, high))].lower()
        blocks = difflib.SequenceMatcher(None, quote.lower(), between, False).get_matching_blocks()
        if sum(block.size for block in blocks) > 0.5 * len(quote):
            return None
        if words >= 4:
            rest = "".join(
                "\n" if taken else letter
                for letter, taken in zip(self.new, self.taken, strict=True)
            )
            if fuzz.partial_ratio(quote, rest) > 55:
                return None
        return Passage(start, end, "gone")

    def _is_free(self, low: int, high: int) -> bool:
        return not all(
            self.taken[place] for place in range(low, high) if not self.new[place].isspace()
        )

    def _around(self, low: int, high: int) -> tuple[int, int]:
        """Where the new words end and begin that those before and after the passage became."""
        before, after = low - 1, high
        while before >= 0 and self.partners[before] < 0:
            before -= 1
        while after < len(self.partners) and self.partners[after] < 0:
            after += 1
        return (
            self.new_words[self.partners[before]][1] if before >= 0 else 0,
            self.new_words[self.partners[after]][0]
            if after < len(self.partners)
            else len(self.new),
        )

    def _by_lines(self, a: list[str], b: list[str]) -> dict[int, int]:
        old_lines, new_lines = self.old.splitlines(True), self.new.splitlines(True)
        old_first = _first_words(old_lines, self.old_words)
        new_first = _first_words(new_lines, self.new_words)
        found: dict[int, int] = {}
        lines = difflib.SequenceMatcher(None, old_lines, new_lines, False)
        for _, i, k, j, m in lines.get_opcodes():
            x, y = old_first[i], new_first[j]
            within = _matched(a[x : old_first[k]], b[y : new_first[m]])
            found.update({x + one: y + other for one, other in within.items()})
        return found


def sample(
    old: str, words: list[tuple[int, int]], near: list[int], random: Random
) -> tuple[int, int]:
    """A random passage around one of `near`: a word to three paragraphs, or any letters."""
    word = random.choice(near)
    kind = random.choice(["word", "word", "few", "clause", "sentence", "paragraphs", "letters"])
    low = high = word
    if kind == "few":
        low = max(0, word - random.randint(0, 2))
        high = low + random.randint(1, 4)
    elif kind == "clause":
        low = max(0, word - random.randint(0, 8))
        high = low + random.randint(5, 16)
    elif kind == "sentence":
        while low and not _ends(old, words, low - 1):
            low -= 1
        while high < len(words) - 1 and not _ends(old, words, high):
            high += 1
    elif kind == "letters":
        start = max(0, words[word][0] - random.randint(0, 40))
        return start, min(len(old), start + random.randint(3, 200))
    elif kind == "paragraphs":
        spans = [match.span() for match in _PARAGRAPH.finditer(old)]
        first = next(i for i, span in enumerate(spans) if span[1] > words[word][0])
        last = min(len(spans) - 1, first + random.randint(0, 2))
        return spans[first][0], spans[last][1]
    return words[low][0], words[min(high, len(words) - 1)][1]


def _ends(text: str, words: list[tuple[int, int]], word: int) -> bool:
    return text[words[word][0]] in ".!?。" or "\n" in text[words[word][1] : words[word + 1][0]]


def _matched(a: list[str], b: list[str]) -> dict[int, int]:
    blocks = difflib.SequenceMatcher(None, a, b, False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _stable(partners: list[int]) -> list[bool]:
    stable: list[bool] = []
    while len(stable) < len(partners):
        low = high = len(stable)
        while high < len(partners) and partners[high] == partners[low] + high - low >= 0:
            high += 1
        stable += [high - low >= _STABLE] * max(1, high - low)
    return stable


def _first_words(lines: list[str], words: list[tuple[int, int]]) -> list[int]:
    """The first word of each line, and the number of words."""
    found, offset = [], 0
    for line in lines:
        found.append(bisect_left(words, (offset, offset)))
        offset += len(line)
    return [*found, len(words)]


def passages(truth: Truth, random: Random, count: int) -> Iterator[Passage | None]:
    """The truth about random passages, every other one near a change."""
    everywhere = list(range(len(truth.old_words)))
    changes = [
        word
        for word in everywhere
        if truth.partners[word] < 0
        or (word and truth.partners[word] != truth.partners[word - 1] + 1)
    ]
    for number in range(count if everywhere else 0):
        near = changes if changes and number % 2 else everywhere
        yield truth.passage(*sample(truth.old, truth.old_words, near, random))
