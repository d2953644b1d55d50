"""Tidies a diff: changes begin where an editor would begin them, chance matches go. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from articles.anchoring.sequence import Run
from articles.anchoring.words import Words

CHANCE = 1.0
"""What a change costs, in code points kept: see `without_chance`."""

_FARTHEST_SLIDE = 200  # words
_LONG_RUN = 60  # code points: no chance any more
_PASSES = 6


def slide_changes(
    runs: list[Run], a: Sequence[int], b: Sequence[int], old: Words, new: Words
) -> list[Run]:
    """Put each insertion and deletion that could stand at several places at the most natural one.

    Between `x A. x B.` and `x B.` either `x A.` or `A. x` is missing: what begins and ends a line
    or a sentence is preferred (as `git diff` does with its indent heuristic), then the later
    place.
    """
    runs = list(runs)
    for index in range(len(runs) - 1):
        x, y, n = runs[index]
        next_x, next_y, next_n = runs[index + 1]
        if (x + n < next_x) == (y + n < next_y):
            continue
        inserted = x + n == next_x
        items, text = (b, new) if inserted else (a, old)
        low, high = (y + n, next_y) if inserted else (x + n, next_x)
        back = forth = 0
        while back < min(n, _FARTHEST_SLIDE) and items[low - 1 - back] == items[high - 1 - back]:
            back += 1
        while forth < min(next_n, _FARTHEST_SLIDE) and items[low + forth] == items[high + forth]:
            forth += 1
        if back or forth:
            rated = (
                (_break(text, low + slide) + _break(text, high + slide), slide)
                for slide in range(-back, forth + 1)
            )
            slide = max(rated)[1]
            runs[index] = (x, y, n + slide)
            runs[index + 1] = (next_x + slide, next_y + slide, next_n - slide)
    return [run for run in runs if run[2]]


def _break(text: Words, word: int) -> int:
    """How natural a beginning a word is: 4 of a line, 3 a sentence, 2 a clause, 1 a word."""
    if word == 0 or word >= len(text):
        return 4
    space = text.text[text.ends[word - 1] : text.starts[word]]
    before = text.written[word - 1]
    if "\n" in space:
        return 4
    if before in "。！？" or (space and before in ".!?"):
        return 3
    if space and before in ",;:)]":
        return 2
    return 1 if space else 0


def without_chance(runs: list[Run], old: Words, new: Words) -> list[Run]:
    """Drop short runs between large changes: the few words that any two sentences share.

    Each change costs the logarithm of its length on either side (an affine gap's cost, as for
    sequences in biology). A run goes when making one change of the two around it saves more than
    the code points that the run keeps. Repeated, as changes grow by it.
    """
    for _ in range(_PASSES):
        kept: list[Run] = []
        for index, (x, y, n) in enumerate(runs):
            length = old.extent(x, x + n)
            if length < _LONG_RUN:
                last_x, last_y, last_n = kept[-1] if kept else (0, 0, 0)
                low_x, low_y = last_x + last_n, last_y + last_n
                high_x, high_y = (
                    runs[index + 1][:2] if index + 1 < len(runs) else (len(old), len(new))
                )
                apart = (
                    _cost(old, low_x, x)
                    + _cost(new, low_y, y)
                    + _cost(old, x + n, high_x)
                    + _cost(new, y + n, high_y)
                )
                as_one = _cost(old, low_x, high_x) + _cost(new, low_y, high_y)
                if CHANCE * (apart - as_one) > length:
                    continue
            kept.append((x, y, n))
        if len(kept) == len(runs):
            break
        runs = kept
    return runs


def _cost(text: Words, low: int, high: int) -> float:
    return log2(1 + text.extent(low, high))
