"""Text as the words that search knows; no Django here.

A word is a run of letters, digits and the marks that belong to them. Case, accents and
compatibility forms are folded away; characters of scripts written without spaces are words of
their own. There is no stemming: an archive holds many languages, and a prefix serves.
"""

from __future__ import annotations

import re
import unicodedata

from articles.search.folding import FOLDED

LONGEST_WORD = 100  # code points; what follows in a longer word is neither indexed nor searched

WORD = r"[^\x00-/:-@\[-`{-\x7f]"  # in folded text: every character but ASCII's separators

_WORDS = re.compile(f"{WORD}+")
_TOO_LONG = re.compile(f"(?<!{WORD})({WORD}{{{LONGEST_WORD}}}){WORD}+")
_HALFWIDTH_KANA = re.compile("[\uff61-\uff9f]+")


def fold(text: str) -> str:
    """Return `text` with its words folded and apart from each other; `words` gives them.

    Between words stand ASCII characters that are neither letters nor digits (spaces, or what stood
    there), so that any tokenizer that splits exactly at those finds the same words. Canonically
    equivalent texts give the same words.

    >>> fold("Ça, c’est l'ÉTÉ 2026!").split()
    ['ca', 'c', 'est', 'l', 'ete', '2026']
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = compose(text).translate(FOLDED)
    return _TOO_LONG.sub(r"\1", folded) if _may_hold_a_long_word(folded) else folded


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in order."""
    return _WORDS.findall(fold(text))


def compose(text: str) -> str:
    """Return `text` in NFC, halfwidth kana made full, so that each character folds by itself."""
    if "\uff9e" in text or "\uff9f" in text:
        text = _HALFWIDTH_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return unicodedata.normalize("NFC", text)


def _may_hold_a_long_word(folded: str) -> bool:
    """Say whether some stretch longer than a word may be has no space in it.

    Jumps from space to space, so it looks at one character in a hundred: a regular expression over
    every character would cost more than the folding of ASCII text itself.
    """
    start, end = 0, len(folded)
    while end - start > LONGEST_WORD:
        start = folded.rfind(" ", start, start + LONGEST_WORD + 1) + 1
        if not start:
            return True
    return False
