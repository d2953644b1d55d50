"""How much of two texts is the same. PURE."""

from __future__ import annotations

from articles.anchoring.words import words

NEARLY_SAME = 0.6
"""From this likeness on two texts are shown as nearly the same; see docs/adr/0008."""

_WORDS = 3  # of a shingle
_MOST = 20_000  # words of a text that are looked at


def likeness(one: str, other: str) -> float:
    """The share of their words that two texts have in common in the same surroundings: 0 to 1.

    Method: Dice's coefficient of the sets of shingles of three words, folded, without punctuation.
    A text and its first half are 0.67 alike. Of very long texts the beginnings are compared.
    """
    ours, theirs = shingles(one), shingles(other)
    if not ours or not theirs:
        return 0.0
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def shingles(text: str) -> set[tuple[str, ...]]:
    """The sequences of three words that a text has; of a text with fewer words all of them."""
    told = [word for word in words(text).folded[:_MOST] if word[0].isalnum()]
    if len(told) < _WORDS:
        return {tuple(told)} if told else set()
    return set(zip(told, told[1:], told[2:], strict=False))
