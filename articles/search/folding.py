"""What becomes of one character when text is folded for search; no Django here.

The character-by-character half of Unicode's NFKC_Casefold (UAX #31, section 5.1), with the marks
removed that readers of Latin, Greek, Cyrillic, Arabic and Hebrew leave out when they search.
"""

from __future__ import annotations

import unicodedata

# Inclusive ranges of code points. Scripts written without spaces between words: each of their
# characters is a word, so that a run of them can be found at any place, as a phrase.
UNSPACED = (
    (0x0E01, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul jamo
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # Han radicals
    (0x3005, 0x3007),  # Han iteration marks and zero
    (0x3021, 0x3029),  # Hangzhou numerals
    (0x3031, 0x31BF),  # kana, Bopomofo, Hangul compatibility jamo
    (0x31F0, 0x31FF),  # small katakana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),  # Han
    (0xA960, 0xA97F),  # Hangul jamo
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAA7F),  # Myanmar
    (0xAC00, 0xD7FF),  # Hangul syllables and jamo
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x1AFF0, 0x1B16F),  # kana
    (0x20000, 0x323AF),  # Han
)

# Marks that may be left out in writing: combining diacritics, Hebrew points, Arabic harakat,
# Syriac points, variation selectors. Marks of other scripts (Indic vowel signs, say) stay: they
# are letters to their readers.
_DROPPED_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x06FF),
    (0x0711, 0x074A),
    (0x0897, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE2F),
    (0xE0100, 0xE01EF),
)

# Letters that a reader without that keyboard writes otherwise, and that do not decompose.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
)

_MOST_REMEMBERED = 20_000  # characters; more than any archive uses, few enough for memory


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)


def stands_alone(word: str) -> bool:
    """Say whether `word` is a character of a script that puts no spaces between words."""
    return len(word) == 1 and _within(word, UNSPACED)


def _kept(char: str) -> str:
    """One character of a decomposition: itself, "" if left out, or a space if it ends a word."""
    category = unicodedata.category(char)
    if category[0] in "LN":
        return "" if char == "\u0640" else char  # the Arabic tatweel only stretches a word
    if category[0] == "M":
        return "" if category == "Me" or _within(char, _DROPPED_MARKS) else char
    if category == "Cf":  # soft hyphen, joiners, direction marks; and a space without width
        return " " if char == "\u200b" else ""
    return " "


def fold_character(char: str) -> str:
    """Return what one character of NFC text becomes: letters, nothing, or spaces around letters.

    >>> fold_character("É"), fold_character("’"), fold_character("東"), fold_character("™")
    ('e', ' ', ' 東 ', ' tm ')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    folded = unicodedata.normalize("NFC", "".join(map(_kept, decomposed))).translate(_PLAIN)
    if unicodedata.category(char)[0] in "SP":
        return f" {folded.strip()} " if folded.strip() else " "
    if folded.isspace():
        return " "
    return "".join(f" {part} " if _within(part, UNSPACED) else part for part in folded)


class FoldingTable(dict[int, str]):
    """Code point → folded string, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        return self.remember(code, fold_character(chr(code)))

    def remember(self, code: int, folded: str) -> str:
        """Keep `folded` for the next time, as long as there is room, and return it."""
        if len(self) < _MOST_REMEMBERED:
            self[code] = folded
        return folded


FOLDED = FoldingTable()
