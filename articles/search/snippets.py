"""A short piece of a text around what was found in it; no Django here.

Positions are code points.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Hit = tuple[int, int, int]  # start, end, number of the term that was found

_FARTHEST_BREAK = 30  # code points that a snippet gives up so as not to begin or end within a word


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text, what to mark in it, and whether something before or after it is left out.

    The spans are offsets into `text`.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    leading_cut: bool
    trailing_cut: bool


def best_window(hits: Sequence[Hit], length: int) -> tuple[int, int]:
    """Return the span from the first to the last of the sorted `hits` that are best shown together.

    Of all runs of hits no longer than `length`: the one with most different terms, then most hits,
    then the earliest. Without hits (0, 0). Two pointers, so linear in the number of hits.
    """
    best = (0, 0)
    best_score = (0, 0)
    terms: Counter[int] = Counter()
    first = 0
    for last, (_, end, term) in enumerate(hits):
        terms[term] += 1
        while first < last and end - hits[first][0] > length:
            terms[hits[first][2]] -= 1
            first += 1
        score = (sum(count > 0 for count in terms.values()), last - first + 1)
        if score > best_score:
            best, best_score = (hits[first][0], end), score
    return best


def cut_out(
    text: str, first: int, last: int, spans: Sequence[tuple[int, int]], length: int
) -> Snippet:
    """Return at most `length` code points of `text`, with `text[first:last]` in them.

    It begins with the paragraph if that is near enough, and breaks between words where there is a
    space. `spans` (sorted, disjoint, offsets into the whole text) are carried over.
    """
    start = max(first - max(length - (last - first), 0) // 3, 0)
    start = max(min(start, len(text) - length), 0)
    start = _forward(text, start, first)
    end = min(start + length, len(text))
    end = _backward(text, min(last, end), end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    shown = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
    )
    before, after = text[max(start - 100, 0) : start], text[end : end + 100]
    return Snippet(text[start:end], shown, bool(before.strip()), bool(after.strip()))


def _forward(text: str, start: int, latest: int) -> int:
    """Move `start` to the paragraph or the word that begins next, not past `latest`."""
    if start == 0:
        return 0
    paragraph = text.rfind("\n", start - 1, latest)
    if paragraph >= 0:
        return paragraph + 1
    for at in range(start, min(start + _FARTHEST_BREAK, latest) + 1):
        if text[at - 1].isspace():
            return at
    while start < latest and unicodedata.category(text[start])[0] == "M":
        start += 1
    return start


def _backward(text: str, earliest: int, end: int) -> int:
    """Move `end` back to where a word ended, not before `earliest`."""
    if end == len(text):
        return end
    for at in range(end, max(end - _FARTHEST_BREAK, earliest) - 1, -1):
        if text[at].isspace():
            return at
    while end > earliest and unicodedata.category(text[end])[0] == "M":
        end -= 1
    return end
