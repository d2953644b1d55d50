"""Words put into generated articles on purpose, so that searches have a known number of hits."""

from __future__ import annotations

from random import Random

# The share of all articles that a word stands in. No generated word is one of these.
RARE = "quillonarque"
SELDOM = "thrennickage"
TENTH = "velmorantine"
TENTH_TOO = "pelgravestone"
THIRD = "osterlinework"
SHARES = {RARE: 1 / 20_000, SELDOM: 0.001, TENTH: 0.1, TENTH_TOO: 0.1, THIRD: 0.3}
PHRASE = f"{TENTH} {TENTH_TOO}"
PHRASE_SHARE = 0.001
# Four letters with which some thirty generated words begin; a quarter of the articles have one.
PREFIX = "tair"


def plant(words: list[str], random: Random) -> None:
    """Put the words into a text, given as its words, each at one to three places."""
    for word, share in SHARES.items():
        if random.random() < share:
            for _ in range(random.randint(1, 3)):
                words.insert(random.randrange(len(words)), word)
    if random.random() < PHRASE_SHARE:
        words.insert(random.randrange(len(words)), PHRASE)
