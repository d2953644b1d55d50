"""The part of a text that looks most like a passage with its context. PURE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from articles.anchoring.alignment import align
from articles.anchoring.anchor import Anchor
from articles.anchoring.budget import Budget, Budgets
from articles.anchoring.projection import Place, project
from articles.anchoring.words import Words, of_ranges, words

_COMMONEST = 50  # places of a pair of words that still tell where a passage is
_WINDOWS = 3  # that are looked at, the likeliest first
_REGION = 150_000  # code points: so many before and behind where the passage is expected, or more
_MOST_WORDS = 300_000  # of a text that are looked at
_WORD, _ALIGNED, _VOTE = 1_000, 10_000, 300  # of a budget, each
_WINDOW = 200_000  # of a budget

Pair = tuple[str, str]


def most_similar(text: str, anchors: Sequence[Anchor], budget: Budget) -> list[Place | None]:
    """For each anchor the place in `text` most like its quote in its context; None if nothing is.

    Method: pairs of neighbouring words vote for the place they imply, rare ones with more weight;
    the passage with its context is aligned with the windows of most votes.
    """
    found: list[Place | None] = [None] * len(anchors)
    regions: defaultdict[int, list[int]] = defaultdict(list)
    for number, anchor in enumerate(anchors):
        regions[_region(text, anchor)].append(number)
    for begin, numbers in regions.items():
        if budget.is_spent:
            break
        end = min(len(text), begin + 3 * _REGION)
        where = of_ranges(text, [(begin, end, True)], _MOST_WORDS)
        budget.charge(_WORD * len(where))
        passages = {}
        for number in numbers:
            anchor = anchors[number]
            if budget.grant(_WORD * (len(anchor.prefix + anchor.quote + anchor.suffix) // 2)):
                passages[number] = words(anchor.prefix + anchor.quote + anchor.suffix)
        wanted = {pair for passage in passages.values() for pair in _pairs(passage)}
        places = _places(where, wanted)
        for number, passage in passages.items():
            start = len(anchors[number].prefix)
            end = start + len(anchors[number].quote)
            found[number] = _in_windows(passage, start, end, where, places, budget)
    return found


def _region(text: str, anchor: Anchor) -> int:
    """Where the part of a text begins in which a passage is looked for."""
    if len(text) <= 3 * _REGION or anchor.start is None:
        return 0
    return max(0, min(anchor.start, len(text)) // _REGION - 1) * _REGION


def _places(where: Words, wanted: Set[Pair]) -> dict[Pair, list[int]]:
    """Where the pairs of words stand: of the commonest, one more place than tells."""
    places: dict[Pair, list[int]] = {pair: [] for pair in wanted}
    for place, pair in enumerate(_pairs(where)):
        if pair in wanted and len(of_pair := places[pair]) <= _COMMONEST:
            of_pair.append(place)
    return places


def _in_windows(
    passage: Words,
    start: int,
    end: int,
    where: Words,
    places: dict[Pair, list[int]],
    budget: Budget,
) -> Place | None:
    """The best place of `passage.text[start:end]` in the likeliest windows of a text."""
    best: Place | None = None
    for low, high in _windows(passage, where, places, budget):
        shift, stop = where.starts[low], where.ends[high - 1]
        if not budget.grant(_WINDOW + _ALIGNED * (len(passage) + high - low)):
            break
        aligned = align(passage.text, where.text[shift:stop])
        place = project(aligned, start, end, Budgets(budget, budget))
        if place and (best is None or place[2] > best[2]):
            best = (place[0] + shift, place[1] + shift, place[2])
    return best


def _windows(
    passage: Words, where: Words, places: dict[Pair, list[int]], budget: Budget
) -> Iterator[tuple[int, int]]:
    """First and last + 1 of the words of `where`, around the places most like `passage`."""
    width = max(4, len(passage) // 4)
    votes: defaultdict[int, float] = defaultdict(float)
    for place, pair in enumerate(_pairs(passage)):
        found = places[pair]
        if len(found) <= _COMMONEST and budget.grant(_VOTE * (len(found) + 1)):
            for other in found:
                # To two buckets that overlap, so that words put in or left out divide no vote.
                bucket = (other - place) // width
                votes[bucket] += 1 / len(found)
                votes[bucket - 1] += 1 / len(found)
    chosen: list[int] = []
    for bucket in sorted(votes, key=lambda bucket: (-votes[bucket], bucket)):
        if all(abs(bucket - other) > 1 for other in chosen):
            chosen.append(bucket)
            begin = bucket * width
            yield max(0, begin - width), min(len(where), begin + len(passage) + 3 * width)
        if len(chosen) == _WINDOWS:
            break


def _pairs(text: Words) -> zip[Pair]:
    return zip(text.folded, text.folded[1:], strict=False)
