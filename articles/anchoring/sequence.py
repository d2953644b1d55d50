"""Which elements of two sequences correspond, in order: a diff that prefers rare, long runs. PURE.

Method: equal head and tail; then patience diff (Bram Cohen: what stands once on either side, and
of that the longest chain that is in order on both), taken over runs of eight, four, two and one
elements, so that a sentence kept outweighs a word that is unique by chance; what lies between
those is left to a longest common subsequence. Time and memory are bounded for any input: see
MOST_CELLS.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import LCSseq

Run = tuple[int, int, int]
"""Equal elements: where they start in the one sequence, in the other, and how many."""

_RUN_LENGTHS = (8, 4, 2, 1)
_FEW = 30  # elements times elements: such a stretch goes straight to the last step
_DEEPEST = 50  # stretches within stretches
MOST_CELLS = 100_000_000
"""A common subsequence of n and m elements takes n·m bits, here 12 MB; more stays unmatched."""


def matching_runs(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """The runs of equal elements of `a` and `b`, in order in both; no two of them touch in both."""
    found: list[Run] = []
    rest = [(0, len(a), 0, len(b), 0)]
    while rest:
        a_low, a_high, b_low, b_high, depth = rest.pop()
        most = min(a_high - a_low, b_high - b_low)
        head = 0
        while head < most and a[a_low + head] == b[b_low + head]:
            head += 1
        tail = 0
        while tail < most - head and a[a_high - 1 - tail] == b[b_high - 1 - tail]:
            tail += 1
        found += [(a_low, b_low, head), (a_high - tail, b_high - tail, tail)]
        a_low, b_low, a_high, b_high = a_low + head, b_low + head, a_high - tail, b_high - tail
        if a_low == a_high or b_low == b_high:
            continue
        ends_here = (a_high - a_low) * (b_high - b_low) <= _FEW or depth == _DEEPEST
        anchors = [] if ends_here else _rare_runs(a[a_low:a_high], b[b_low:b_high])
        if not anchors:
            anchors = _common_subsequence(a[a_low:a_high], b[b_low:b_high])
            found += [(a_low + x, b_low + y, n) for x, y, n in anchors]
            continue
        x = y = 0
        for next_x, next_y, n in [*anchors, (a_high - a_low, b_high - b_low, 0)]:
            rest.append((a_low + x, a_low + next_x, b_low + y, b_low + next_y, depth + 1))
            found.append((a_low + next_x, b_low + next_y, n))
            x, y = next_x + n, next_y + n
    return joined(run for run in sorted(found) if run[2])


def joined(runs: Iterable[Run]) -> list[Run]:
    """Runs in order, those that touch in both sequences made one."""
    together: list[Run] = []
    for x, y, n in runs:
        if together:
            before_x, before_y, before_n = together[-1]
            if before_x + before_n == x and before_y + before_n == y:
                together[-1] = (before_x, before_y, before_n + n)
                continue
        together.append((x, y, n))
    return together


def _rare_runs(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """Runs that stand once in `a` and once in `b`, of the longest size at which there are any."""
    for size in _RUN_LENGTHS:
        if size > 2 and 4 * size > min(len(a), len(b)):
            continue  # a run that long would be most of what there is to match
        in_a, in_b = _places_of_rare(a, size), _places_of_rare(b, size)
        pairs = sorted((x, in_b[gram]) for gram, x in in_a.items() if gram in in_b)
        if pairs:
            return _covered(_longest_chain(pairs), size)
    return []


def _places_of_rare(items: Sequence[int], size: int) -> dict[tuple[int, ...], int]:
    """Where the stretches of `size` elements are that occur once."""
    places: dict[tuple[int, ...], int] = {}
    for place, gram in enumerate(zip(*(items[shift:] for shift in range(size)), strict=False)):
        places[gram] = -1 if gram in places else place
    return {gram: place for gram, place in places.items() if place >= 0}


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, sorted by their first, whose second increases as well.

    Method: patience sorting (Fredman 1975), O(n log n).
    """
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, y) in enumerate(pairs):
        pile = bisect_left(lowest, y)
        before.append(ends[pile - 1] if pile else -1)
        lowest[pile : pile + 1] = [y]
        ends[pile : pile + 1] = [index]
    chain = []
    index = ends[-1]
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _covered(chain: list[tuple[int, int]], size: int) -> list[Run]:
    """The chain's stretches as runs; of two that overlap askew the first stays."""
    runs: list[Run] = []
    for x, y in chain:
        if runs:
            run_x, run_y, n = runs[-1]
            if x - run_x == y - run_y and x <= run_x + n:
                runs[-1] = (run_x, run_y, x + size - run_x)
                continue
            if x < run_x + n or y < run_y + n:
                continue
        runs.append((x, y, size))
    return runs


def _common_subsequence(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    if len(a) * len(b) > MOST_CELLS:
        return []
    blocks = LCSseq.opcodes(a, b).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
