"""A passage none of whose words was kept: what stands between the words around it now. PURE."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein, Opcodes

from articles.anchoring.alignment import Alignment
from articles.anchoring.budget import Budget
from articles.anchoring.ends import common_head, common_tail
from articles.anchoring.matching import standing_near

_LONGEST = 16  # words of a change, on either side, that still is one: beyond it nothing corresponds
_MOST_CELLS = 4_000_000


def replaced(aligned: Alignment, start: int, end: int, budget: Budget) -> tuple[int, int] | None:
    """Start and end of what `old.text[start:end]` was changed into in its place, if it was.

    Only changes of a few words are looked at: a corrected spelling, words joined or parted.
    """
    old, new, partners = aligned.old, aligned.new, aligned.partners
    first, last = old.touching(start, end)
    before, after = first - 1, last
    while before >= 0 and partners[before] < 0 and last - before <= _LONGEST:
        before -= 1
    while after < len(old) and partners[after] < 0 and after - first <= _LONGEST:
        after += 1
    low = partners[before] + 1 if before >= 0 else 0
    high = partners[after] if after < len(old) else len(new)
    if after - before - 1 > _LONGEST or not 0 < high - low <= _LONGEST:
        return None
    old_low = old.ends[before] if before >= 0 else 0
    old_high = old.starts[after] if after < len(old) else len(old.text)
    new_low = new.ends[low - 1] if before >= 0 else 0
    new_high = new.starts[high] if after < len(old) else len(new.text)
    quote, around = old.text[start:end], (old.text[start - 1 : start], old.text[end : end + 1])
    place = standing_near(new.text, quote, around, budget, new_low, new_high)
    if place is not None:
        again = standing_near(new.text, quote, around, budget, place + 1, new_high)
        if again is None and not budget.is_spent:
            return place, place + len(quote)
    then, now = old.text[old_low:old_high], new.text[new_low:new_high]
    if len(then) * len(now) > _MOST_CELLS or not budget.grant(len(then) * len(now) // 4):
        return _in_common_end(then, now, start - old_low, end - old_low, new_low)
    opcodes = Levenshtein.opcodes(then, now)
    low, high = new.touching(
        new_low + _through(opcodes, start - old_low, 0),
        new_low + _through(opcodes, end - old_low, 1),
    )
    return (new.starts[low], new.ends[high - 1]) if low < high else None


def _through(opcodes: Opcodes, offset: int, is_end: int) -> int:
    """Where the alignment takes an offset; an end follows the code point before it."""
    for code in opcodes:
        if code.src_start + is_end <= offset < code.src_end + is_end:
            return min(code.dest_start + offset - code.src_start, code.dest_end)
    return 0


def _in_common_end(then: str, now: str, start: int, end: int, base: int) -> tuple[int, int] | None:
    """The place of `then[start:end]` in a change too long to align, where its ends are equal."""
    if end <= common_head(then, now):
        return base + start, base + end
    if start >= len(then) - common_tail(then, now):
        shift = base + len(now) - len(then)
        return start + shift, end + shift
    return None
