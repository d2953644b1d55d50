"""The most similar place of a passage, by the alignment of the text it is in with another. PURE."""

from __future__ import annotations

from itertools import islice

from articles.anchoring.alignment import Alignment
from articles.anchoring.anchor import Relocation
from articles.anchoring.edges import new_end, new_start
from articles.anchoring.matching import similarity, standing, standing_near
from articles.anchoring.replacement import replaced
from articles.anchoring.sequence import Run

Place = tuple[int, int, float]
"""Start, end, similarity."""

ACCEPTED = 0.6
"""Below this similarity a passage is lost; benchmarks/anchoring.py shows what other values do."""
REPLACED = 0.7
"""A passage without any word kept must resemble its replacement this much."""

_MOST_PARTS = 24  # of a passage, of which each sequence is weighed
_TELLING_WORDS, _TELLING_LENGTH = 3, 12  # a quote this long stands twice only if it was taken over


def project(aligned: Alignment, start: int, end: int) -> Place | None:
    """Where `old.text[start:end]` is in the new text; None if none of it is left there."""
    old, new = aligned.old.text, aligned.new.text
    first, last = aligned.old.touching(start, end)
    if first == last:
        return None
    quote = old[start:end]
    best: Place | None = None
    for runs in aligned.kept(first, last).values():
        place = _from_runs(aligned, start, end, runs)
        if best is None or place[2] > best[2]:
            best = place
    if best and best[2] == 1:
        return best
    around = old[start - 1 : start], old[end : end + 1]
    if best:
        low, high = best[0] - len(quote) + 1, best[1] + len(quote) - 1
        near = standing_near(new, quote, around, low, high)
        if near is not None:
            return near, near + len(quote), 1.0
    if last - first >= _TELLING_WORDS and len(quote) >= _TELLING_LENGTH:
        places = list(islice(standing(new, quote, around), 2))
        if len(places) == 1 and len(list(islice(standing(old, quote, around), 2))) == 1:
            return places[0], places[0] + len(quote), 1.0
    if instead := replaced(aligned, start, end):
        alike = similarity(quote, new[instead[0] : instead[1]])
        if alike >= REPLACED and (best is None or alike > best[2]):
            best = (*instead, alike)
    return best


def judged(place: Place | None, shift: int = 0) -> Relocation:
    """What a place means for its passage; `shift` is added to the offsets."""
    if place is None:
        return Relocation("lost", None, None, 0.0)
    start, end, alike = place
    if alike < ACCEPTED:
        return Relocation("lost", None, None, alike)
    return Relocation("exact" if alike == 1 else "moved", start + shift, end + shift, alike)


def _from_runs(aligned: Alignment, start: int, end: int, runs: list[Run]) -> Place:
    old, new = aligned.old, aligned.new
    first, last = old.touching(start, end)
    runs = _densest(aligned, runs, end - start)
    new_from = new_start(aligned, start, first, runs[0][0])
    new_to = new_end(aligned, end, last - 1, runs[-1][0] + runs[-1][2] - 1)
    kept = sum(old.extent(x, x + n) for x, _, n in runs)
    return new_from, new_to, similarity(old.text[start:end], new.text[new_from:new_to], kept)


def _densest(aligned: Alignment, runs: list[Run], length: int) -> list[Run]:
    """The runs without those at either end that would stretch the place over much foreign text.

    A place may be twice as long as the passage; each further code point costs half a kept one.
    """
    old, new = aligned.old, aligned.new

    def spread(low: int, high: int) -> int:
        return new.extent(runs[low][1], runs[high - 1][1] + runs[high - 1][2])

    if spread(0, len(runs)) <= 2 * length:
        return runs
    borders = _widest_gaps(runs)
    best, choice = 0.0, runs
    for index, low in enumerate(borders[:-1]):
        kept, done = 0, low
        for high in borders[index + 1 :]:
            kept += sum(old.extent(x, x + n) for x, _, n in runs[done:high])
            done = high
            gain = kept - 0.5 * max(0, spread(low, high) - 2 * length)
            if gain > best:
                best, choice = gain, runs[low:high]
    return choice


def _widest_gaps(runs: list[Run]) -> list[int]:
    """Where to part the runs: everywhere, or at the widest insertions if they are many."""

    def inserted(index: int) -> int:
        return runs[index][1] - runs[index - 1][1] - runs[index - 1][2]

    inner = sorted(range(1, len(runs)), key=inserted, reverse=True)[: _MOST_PARTS - 1]
    return [0, *sorted(inner), len(runs)]
