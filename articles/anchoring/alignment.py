"""Which word of an old text became which word of a new one. PURE."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from articles.anchoring.moves import moved_lines, moved_together
from articles.anchoring.sequence import Run, joined, matching_runs
from articles.anchoring.tidying import slide_changes, without_chance
from articles.anchoring.units import units
from articles.anchoring.words import Words

IN_PLACE = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """`partners[i]` is the new word that old word i became, -1 if none; `taken[j]`: j is one.

    `runs` are the words kept, by their place in the old text: the first old and the first new
    word, how many, and the layer: IN_PLACE for words that kept their order, else the number of the
    passage that moved. Within a layer the new words are in order too.
    """

    old: Words
    new: Words
    runs: list[tuple[int, int, int, int]]
    partners: list[int]
    taken: bytearray

    def run_at(self, word: int) -> tuple[int, int, int, int] | None:
        """The run that an old word is in, if it was kept."""
        index = bisect_right(self.runs, word, key=itemgetter(0)) - 1
        if index < 0 or word >= self.runs[index][0] + self.runs[index][2]:
            return None
        return self.runs[index]

    def kept(self, first: int, last: int) -> dict[int, list[Run]]:
        """The runs of the old words `first` to `last - 1`, cut to them, by layer."""
        layers: dict[int, list[Run]] = {}
        index = max(0, bisect_right(self.runs, first, key=itemgetter(0)) - 1)
        for x, y, n, layer in islice(self.runs, index, None):
            if x >= last:
                break
            before = max(0, first - x)
            n = min(x + n, last) - x - before
            if n > 0:
                layers.setdefault(layer, []).append((x + before, y + before, n))
        return layers


def align(old_text: str, new_text: str) -> Alignment:
    """Align two texts word by word.

    Words as written come first; between those, words that differ only in case, typography or
    normal form; then passages that moved. Time grows about linearly with the texts' lengths (see
    `sequence`) up to some 50,000 words in each, and hardly beyond: see `units`.
    """
    old, new = units(old_text, new_text)
    a, b = _numbers(old.written, new.written)
    runs = slide_changes(matching_runs(a, b), a, b, old, new)
    a, b = _numbers(old.folded, new.folded)
    runs = without_chance(_with_folded(runs, a, b), old, new)
    left, free = bytearray(b"\1" * len(old)), bytearray(b"\1" * len(new))
    layers = [(x, y, n, IN_PLACE) for x, y, n in runs]
    for x, y, n in runs:
        left[x : x + n], free[y : y + n] = bytes(n), bytes(n)
    moved = moved_together(a, b, left, free, old)
    for together in moved:
        for x, y, n in together:
            left[x : x + n], free[y : y + n] = bytes(n), bytes(n)
    moved += [[run] for run in moved_lines(a, b, left, free, old, new)]
    for layer, together in enumerate(moved, IN_PLACE + 1):
        layers += [(x, y, n, layer) for x, y, n in together]
    return _mapped(old, new, sorted(layers))


def _numbers(old: Sequence[str], new: Sequence[str]) -> tuple[list[int], list[int]]:
    """The words as numbers, equal for equal words."""
    numbers: dict[str, int] = {}
    return (
        [numbers.setdefault(word, len(numbers)) for word in old],
        [numbers.setdefault(word, len(numbers)) for word in new],
    )


def _with_folded(runs: list[Run], a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """The runs, with those of folded words in the gaps between them."""
    found: list[Run] = []
    x = y = 0
    for next_x, next_y, n in [*runs, (len(a), len(b), 0)]:
        if x < next_x and y < next_y:
            between = matching_runs(a[x:next_x], b[y:next_y])
            found += [(x + i, y + j, k) for i, j, k in between]
        if n:
            found.append((next_x, next_y, n))
        x, y = next_x + n, next_y + n
    return joined(found)


def _mapped(old: Words, new: Words, runs: list[tuple[int, int, int, int]]) -> Alignment:
    partners, taken = [-1] * len(old), bytearray(len(new))
    for x, y, n, _ in runs:
        partners[x : x + n] = range(y, y + n)
        taken[y : y + n] = b"\1" * n
    return Alignment(old, new, runs, partners, taken)
