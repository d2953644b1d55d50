"""The ends of a passage in changed text: how far into the change they reach. PURE."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import Indel

from articles.anchoring.alignment import Alignment

_FARTHEST = 40  # words of a change that are looked at
_LONGEST = 400  # code points of it that are compared
_REPLACED = 2  # words that may stand for as many at an end, however different they are
_COST = 0.35  # of a new code point in the passage; one in common with the old passage counts 1


def new_start(aligned: Alignment, start: int, first: int, kept: int) -> int:
    """Where a passage that began at `start`, in word `first`, begins now.

    Word `kept` is its first that has a partner. If it is the first word, the passage begins where
    it did in that word; else the words before it were changed, and as much of the new text before
    the partner belongs to the passage as resembles them.
    """
    old, new, partner = aligned.old, aligned.new, aligned.partners[kept]
    anchor = new.starts[partner]
    if kept == first:
        inside = start - old.starts[first]
        if inside >= 0:
            return min(anchor + inside, new.ends[partner] - 1)
        return anchor - _spaces(new.text[max(0, anchor + inside) : anchor][::-1])
    low = partner
    while low and not aligned.taken[low - 1] and partner - low < _FARTHEST:
        low -= 1
    if low == partner:
        return anchor
    changed = old.text[max(start, old.starts[kept] - _LONGEST) : old.starts[kept]]
    at_border = first == 0 or aligned.partners[first - 1] >= 0
    if at_border and kept - first <= _REPLACED >= partner - low:
        return new.starts[low]
    reach = _best_reach(
        changed, partner - low, lambda count: new.text[new.starts[partner - count] : anchor]
    )
    return new.starts[partner - reach] if reach else anchor


def new_end(aligned: Alignment, end: int, last: int, kept: int) -> int:
    """Where a passage that ended at `end`, in word `last`, ends now; the mirror of `new_start`.

    Word `kept` is its last that has a partner.
    """
    old, new, partner = aligned.old, aligned.new, aligned.partners[kept]
    anchor = new.ends[partner]
    if kept == last:
        inside = old.ends[last] - end
        if inside >= 0:
            return max(anchor - inside, new.starts[partner] + 1)
        return anchor + _spaces(new.text[anchor : anchor - inside])
    high = partner + 1
    while high < len(new) and not aligned.taken[high] and high - partner <= _FARTHEST:
        high += 1
    if high == partner + 1:
        return anchor
    changed = old.text[old.ends[kept] : min(end, old.ends[kept] + _LONGEST)]
    at_border = last + 1 == len(old) or aligned.partners[last + 1] >= 0
    if at_border and last - kept <= _REPLACED >= high - partner - 1:
        return new.ends[high - 1]
    reach = _best_reach(
        changed, high - partner - 1, lambda count: new.text[anchor : new.ends[partner + count]]
    )
    return new.ends[partner + reach]


def _spaces(text: str) -> int:
    """How many white space characters a text begins with."""
    return len(text) - len(text.lstrip())


def _best_reach(changed: str, words: int, piece: Callable[[int], str]) -> int:
    """How many words of the change, 0 to `words`, resemble the changed end of the passage best."""
    best, reach = 0.0, 0
    for count in range(1, words + 1):
        new = piece(count)
        if len(new) > 2 * _LONGEST:
            break
        common = (len(changed) + len(new) - Indel.distance(changed, new)) / 2
        if common - _COST * len(new) > best:
            best, reach = common - _COST * len(new), count
    return reach
