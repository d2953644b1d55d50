"""Passages that an edit moved: runs of words gone here that came up there. PURE.

Only words that the alignment in order left over on both sides take part, so words that any text
has are not mistaken for a moved passage: those of the new text mostly belong to what stands there
already.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.anchoring.sequence import Run, matching_runs
from articles.anchoring.words import Words

_SEED = 4  # words in a row that stand once among the words left over, on either side
_LEAST = 20  # code points in all
_NEAREST = 200  # words between two runs that moved together


def moved_together(
    a: Sequence[int], b: Sequence[int], left_a: bytearray, left_b: bytearray, old: Words
) -> list[list[Run]]:
    """Runs of `a` and `b` among the words left over (non-zero), in lists of what moved together."""
    seeds_a, seeds_b = _seeds(a, left_a), _seeds(b, left_b)
    free_b = bytearray(left_b)
    together: list[list[Run]] = []
    done = 0
    for gram, x in seeds_a.items():
        y = seeds_b.get(gram, -1)
        if y < 0 or x < done or not all(free_b[y : y + _SEED]):
            continue
        n = _SEED
        while x > done and y and left_a[x - 1] and free_b[y - 1] and a[x - 1] == b[y - 1]:
            x, y, n = x - 1, y - 1, n + 1
        most = min(len(a) - x, len(b) - y)
        while n < most and left_a[x + n] and free_b[y + n] and a[x + n] == b[y + n]:
            n += 1
        free_b[y : y + n] = bytes(n)
        done = x + n
        if together and (between := _between(together[-1][-1], (x, y, n), a, b, left_a, free_b)):
            together[-1] += between
            for _, start, length in between:
                free_b[start : start + length] = bytes(length)
        else:
            together.append([(x, y, n)])
    return [runs for runs in together if sum(old.extent(x, x + n) for x, _, n in runs) >= _LEAST]


def moved_lines(
    a: Sequence[int],
    b: Sequence[int],
    left_a: bytearray,
    left_b: bytearray,
    old: Words,
    new: Words,
) -> list[Run]:
    """Whole lines left over, too short for the above, that stand once on either side: headings."""
    lines_a, lines_b = _lines(a, left_a, old), _lines(b, left_b, new)
    return [
        (x, lines_b[line], len(line))
        for line, x in lines_a.items()
        if x >= 0 and lines_b.get(line, -1) >= 0
    ]


def _lines(items: Sequence[int], left: bytearray, text: Words) -> dict[tuple[int, ...], int]:
    """Where lines stand all of whose words are left over; -1 for those that stand several times."""
    places: dict[tuple[int, ...], int] = {}
    first, count = 0, len(items)
    while (first := left.find(1, first)) >= 0:
        last = first + 1
        if first and "\n" not in text.text[text.ends[first - 1] : text.starts[first]]:
            first = last
            continue
        while (
            last < count
            and left[last]
            and "\n" not in text.text[text.ends[last - 1] : text.starts[last]]
        ):
            last += 1
        if last == count or "\n" in text.text[text.ends[last - 1] : text.starts[last]]:
            line = tuple(items[first:last])
            places[line] = -1 if line in places else first
        first = last
    return places


def _seeds(items: Sequence[int], left: bytearray) -> dict[tuple[int, ...], int]:
    """Where the stretches of words left over are that occur once; in order of their places."""
    places: dict[tuple[int, ...], int] = {}
    in_a_row = 0
    for place, is_left in enumerate(left, 1):
        in_a_row = in_a_row + 1 if is_left else 0
        if in_a_row >= _SEED:
            gram = tuple(items[place - _SEED : place])
            places[gram] = -1 if gram in places else place - _SEED
    return {gram: place for gram, place in places.items() if place >= 0}


def _between(
    last: Run, run: Run, a: Sequence[int], b: Sequence[int], left_a: bytearray, free_b: bytearray
) -> list[Run]:
    """`run` with what matches between it and the last one, if the two moved together."""
    low_x, low_y = last[0] + last[2], last[1] + last[2]
    x, y, _ = run
    near = 0 <= x - low_x <= _NEAREST and 0 <= y - low_y <= _NEAREST
    if not near or not all(left_a[low_x:x]) or not all(free_b[low_y:y]):
        return []
    found = matching_runs(a[low_x:x], b[low_y:y])
    return [*((low_x + i, low_y + j, n) for i, j, n in found), run]
