"""How long a text is, and takes to read."""

from __future__ import annotations

import re

# Silent reading of non-fiction, English: Brysbaert, "How many words do we read per minute? A review
# and meta-analysis of reading rate", Journal of Memory and Language 109 (2019).
WORDS_A_MINUTE = 238

# Scripts without blanks between words, and how many of their code points make a word on average:
# Han characters and kana; Thai, Lao, Myanmar and Khmer with their vowel signs.
_CHARACTERS_A_WORD = 2
_LETTERS_A_WORD = 4
_CHARACTERS = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
_LETTERS = re.compile("[\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1050-\u109f\u1780-\u17d3]")
_PUNCTUATION = re.compile(
    "[\u2010-\u205e\u3001-\u3003\u3008-\u3020\u30fb\uff00-\uff0f\uff1a-\uff20]"
)


def count_words(text: str) -> int:
    """Return the number of words of a text, in any script.

    A word is what stands between blanks, as in ``wc``; two Han characters or kana count as one, and
    four letters of Thai, Lao, Myanmar or Khmer, which are written without blanks.
    """
    if text.isascii():
        return len(text.split())
    text, characters = _CHARACTERS.subn(" ", text)
    text, letters = _LETTERS.subn(" ", text)
    words = len((_PUNCTUATION.sub(" ", text) if characters or letters else text).split())
    return words + -(-characters // _CHARACTERS_A_WORD) + -(-letters // _LETTERS_A_WORD)


def reading_minutes(words: int) -> int:
    """Return the time to read that many words, in whole minutes, one at least."""
    return max(1, round(words / WORDS_A_MINUTE))
