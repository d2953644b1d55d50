"""The part of a text that looks most like a passage with its context. PURE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from articles.anchoring.alignment import align
from articles.anchoring.anchor import Anchor
from articles.anchoring.projection import Place, project
from articles.anchoring.words import Words, words

_COMMONEST = 50  # places of a pair of words that still tell where a passage is
_WINDOWS = 3  # that are looked at, the likeliest first


def most_similar(text: str, anchor: Anchor) -> Place | None:
    """The place in `text` that is most like the anchor's quote in its context; None if nothing is.

    Method: pairs of neighbouring words vote for the place they imply, rare ones with more weight;
    the passage with its context is aligned with the windows of most votes.
    """
    passage = words(anchor.prefix + anchor.quote + anchor.suffix)
    where = words(text)
    start = len(anchor.prefix)
    best: Place | None = None
    for low, high in _windows(passage, where):
        shift = where.starts[low]
        aligned = align(passage.text, text[shift : where.ends[high - 1]])
        place = project(aligned, start, start + len(anchor.quote))
        if place and (best is None or place[2] > best[2]):
            best = (place[0] + shift, place[1] + shift, place[2])
    return best


def _windows(passage: Words, where: Words) -> Iterator[tuple[int, int]]:
    """First and last + 1 of the words of `where`, around the places most like `passage`."""
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    wanted = set(_pairs(passage))
    for place, pair in enumerate(_pairs(where)):
        if pair in wanted:
            places[pair].append(place)
    width = max(4, len(passage) // 4)
    votes: defaultdict[int, float] = defaultdict(float)
    for place, pair in enumerate(_pairs(passage)):
        found = places[pair]
        if len(found) <= _COMMONEST:
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


def _pairs(text: Words) -> zip[tuple[str, str]]:
    return zip(text.folded, text.folded[1:], strict=False)
