"""How alike two passages are, and where a quote stands word for word. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rapidfuzz.distance import Indel

from articles.anchoring.budget import Budget
from articles.anchoring.words import fold

MOST_CELLS = 100_000_000
"""Comparing n and m code points takes n·m/64 steps, here 1.6 million; longer ones are estimated."""

_UNEQUAL = 0.15  # the lengths of two passages that cannot be alike, whatever they say
_FIND, _READY = 300, 8  # what a search costs to begin: at all, and for each code point wanted
_GROWN = 5  # code points of a quote that may be found in a longer word


def comparing(old: int, new: int) -> int:
    """What `similarity` costs for passages of these lengths, in units of a budget."""
    return 2_000 + 50 * (old + new) + min(old * new, MOST_CELLS) // 64


def similarity(old: str, new: str, kept: int = 0) -> float:
    """The share of two passages' code points that they have in common, in order: 0 to 1.

    Method: normalised Indel similarity, 2·LCS / (n + m), of the folded passages: case, typography,
    normal form and the kind of white space count for nothing, but only equal passages reach 1.
    `kept` is the number of code points known to be common, which stands for LCS where the passages
    are too long, or too unequal in length, to be compared.
    """
    if old == new:
        return 1.0
    shorter, longer = sorted((len(old), len(new)))
    if shorter * longer > MOST_CELLS or shorter < _UNEQUAL * longer:
        return min(0.99, 2 * kept / (shorter + longer))
    return min(0.99, Indel.normalized_similarity(_without_form(old), _without_form(new)))


def _without_form(text: str) -> str:
    return " ".join(fold(text).split())


def standing(
    text: str,
    quote: str,
    around: tuple[str, str],
    budget: Budget,
    low: int = 0,
    high: int | None = None,
) -> Iterator[int]:
    """Where `quote` stands in `text[low:high]`, word for word, from left to right.

    `around` are the code points before and after it in the text it comes from ("" at its ends): it
    may begin or end inside a word only if it did so there. "the" does not stand in "there". Ends
    where the budget does.
    """
    low, high = max(0, low), len(text) if high is None else min(high, len(text))
    whole_start = quote[0].isalnum() and not around[0].isalnum()
    whole_end = quote[-1].isalnum() and not around[1].isalnum()
    while not budget.is_spent:
        place = text.find(quote, low, high)
        budget.charge(_FIND + _READY * len(quote) + (place if place >= 0 else high) - low)
        if place < 0:
            return
        end = place + len(quote)
        cut = (whole_start and text[place - 1 : place].isalnum()) or (
            whole_end and text[end : end + 1].isalnum()
        )
        if not cut:
            yield place
        low = place + 1


def only_place(text: str, quote: str, around: tuple[str, str], budget: Budget) -> int | None:
    """Where `quote` stands in `text`, if that is at one place and the budget is enough to know."""
    places = list(islice(standing(text, quote, around, budget), 2))
    return places[0] if len(places) == 1 and not budget.is_spent else None


def standing_near(
    text: str, quote: str, around: tuple[str, str], budget: Budget, low: int, high: int
) -> int | None:
    """The first place of `quote` in `text[low:high]`, the part that its passage became, or None.

    There a quote of some length may stand in longer words too: "Trainer" in "Trainers".
    """
    for place in standing(text, quote, around, budget, low, high):
        return place
    place = text.find(quote, max(0, low), high) if len(quote) >= _GROWN else -1
    return place if place >= 0 else None
