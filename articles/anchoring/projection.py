"""The most similar place of a passage, by the alignment of the text it is in with another. PURE."""

from __future__ import annotations

from articles.anchoring.alignment import Alignment
from articles.anchoring.anchor import Relocation
from articles.anchoring.budget import Budget, Budgets
from articles.anchoring.edges import new_end, new_start
from articles.anchoring.matching import comparing, only_place, similarity, standing_near
from articles.anchoring.replacement import replaced
from articles.anchoring.sequence import Run
from articles.anchoring.words import Words, count_words

Place = tuple[int, int, float]
"""Start, end, similarity."""

ACCEPTED = 0.6
"""Below this similarity a passage is lost; benchmarks/anchoring.py shows what other values do."""
REPLACED = 0.7
"""A passage without any word kept must resemble its replacement this much."""

_EACH, _EACH_RUN = 50_000, 3_000  # of a budget
_MOST_PARTS = 24  # of a passage, of which each sequence is weighed
_TELLING_WORDS, _TELLING_LENGTH = 3, 12  # a quote this long stands twice only if it was taken over
_LOOKED_AT = 1000  # code points of a quote for its words


def unchanged(aligned: Alignment, start: int, end: int) -> Place | None:
    """Where `old.text[start:end]` is in the new text, if it lies in words that were kept as one."""
    old, new = aligned.old, aligned.new
    first, last = old.touching(start, end)
    run = aligned.run_at(first)
    if run is None or not first < last <= run[0] + run[2]:
        return None
    place = start + new.starts[first - run[0] + run[1]] - old.starts[first]
    if place < 0 or old.text[start:end] != new.text[place : place + end - start]:
        return None
    return place, place + end - start, 1.0


def project(aligned: Alignment, start: int, end: int, budgets: Budgets) -> Place | None:
    """Where `old.text[start:end]` is in the new text; None if none of it is left there."""
    if place := unchanged(aligned, start, end):
        return place
    budget, far = budgets
    old, new = aligned.old.text, aligned.new.text
    first, last = aligned.old.touching(start, end)
    if first == last or not budget.grant(_EACH):
        return None
    quote = old[start:end]
    best: Place | None = None
    for runs in aligned.kept(first, last).values():
        place = _from_runs(aligned, start, end, runs, budget)
        if place and (best is None or place[2] > best[2]):
            best = place
    if best and best[2] == 1:
        return best
    around = old[start - 1 : start], old[end : end + 1]
    if best:
        low, high = best[0] - len(quote) + 1, best[1] + len(quote) - 1
        near = standing_near(new, quote, around, budget, low, high)
        if near is not None:
            return near, near + len(quote), 1.0
    if _tells(quote):
        only = only_place(new, quote, around, far)
        if only is not None and only_place(old, quote, around, far) is not None:
            return only, only + len(quote), 1.0
    if instead := replaced(aligned, start, end, budget):
        alike = similarity(quote, new[instead[0] : instead[1]])
        if alike >= REPLACED and (best is None or alike > best[2]):
            best = (*instead, alike)
    return best


def _tells(quote: str) -> bool:
    """Whether it has as many words as no two passages share by chance."""
    found = count_words(quote, 0, min(len(quote), _LOOKED_AT), _TELLING_WORDS)
    return len(quote) >= _TELLING_LENGTH and found == _TELLING_WORDS


def judged(place: Place | None, shift: int = 0) -> Relocation:
    """What a place means for its passage; `shift` is added to the offsets."""
    if place is None:
        return Relocation("lost", None, None, 0.0)
    start, end, alike = place
    if alike < ACCEPTED:
        return Relocation("lost", None, None, alike)
    return Relocation("exact" if alike == 1 else "moved", start + shift, end + shift, alike)


def _from_runs(
    aligned: Alignment, start: int, end: int, runs: list[Run], budget: Budget
) -> Place | None:
    old, new = aligned.old, aligned.new
    first, last = old.touching(start, end)
    if not budget.grant(_EACH_RUN * len(runs)):
        return None
    runs = _densest(aligned, start, end, runs)
    new_from = new_start(aligned, start, first, runs[0][0])
    new_to = new_end(aligned, end, last - 1, runs[-1][0] + runs[-1][2] - 1)
    kept = sum(_extent(old, x, x + n, start, end) for x, _, n in runs)
    if not budget.grant(comparing(end - start, new_to - new_from)):
        return None
    return new_from, new_to, similarity(old.text[start:end], new.text[new_from:new_to], kept)


def _densest(aligned: Alignment, start: int, end: int, runs: list[Run]) -> list[Run]:
    """The runs without those at either end that would stretch the place over much foreign text.

    A place may be twice as long as the passage; each further code point costs half a kept one.
    """
    old, new, length = aligned.old, aligned.new, end - start

    def spread(low: int, high: int) -> int:
        first, last = runs[low], runs[high - 1]
        before = max(0, start - old.starts[first[0]])
        after = max(0, old.ends[last[0] + last[2] - 1] - end)
        return new.extent(first[1], last[1] + last[2]) - before - after

    if spread(0, len(runs)) <= 2 * length:
        return runs
    borders = _widest_gaps(runs)
    best, choice = 0.0, runs
    for index, low in enumerate(borders[:-1]):
        kept, done = 0, low
        for high in borders[index + 1 :]:
            kept += sum(_extent(old, x, x + n, start, end) for x, _, n in runs[done:high])
            done = high
            gain = kept - 0.5 * max(0, spread(low, high) - 2 * length)
            if gain > best:
                best, choice = gain, runs[low:high]
    return choice


def _extent(text: Words, low: int, high: int, start: int, end: int) -> int:
    """How many code points from `start` to `end` the words `low` to `high - 1` span."""
    return min(end, text.ends[high - 1]) - max(start, text.starts[low])


def _widest_gaps(runs: list[Run]) -> list[int]:
    """Where to part the runs: everywhere, or at the widest insertions if they are many."""

    def inserted(index: int) -> int:
        return runs[index][1] - runs[index - 1][1] - runs[index - 1][2]

    inner = sorted(range(1, len(runs)), key=inserted, reverse=True)[: _MOST_PARTS - 1]
    return [0, *sorted(inner), len(runs)]
