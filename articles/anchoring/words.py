"""The words of a text with their offsets: the units in which two texts are aligned. PURE.

Offsets are Unicode code points. A word is a run of letters and digits with the marks that belong
to them; each punctuation mark, symbol and emoji is a word of its own, and so is each letter of the
scripts that put no spaces between words. White space belongs to no word: re-flowed text has the
same words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

# Combining marks and joiners. `\w` leaves them out: text in NFD would fall apart at accents.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc\u09be-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc\u0cbe-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LONGEST_FOLDED = 10_000  # code points: a word of more is compared as it is written
_LETTERS = rf"[^\W{_UNSPACED}]"
# Possessive: a word of megabytes takes no memory for ways back, and a fifteenth of the time.
_WORD = re.compile(
    rf"[{_UNSPACED}][{_MARKS}]*+|{_LETTERS}++(?:[{_MARKS}]++{_LETTERS}*+)*+|[^\w\s][{_MARKS}]*+"
)
# Editors turn a typewriter's quotes and hyphens into typographic ones; the words stay the same.
_TYPOGRAPHY = str.maketrans("‘’‚‛´`“”„«»‐‑–—−", "''''''\"\"\"\"\"-----")


@dataclass(frozen=True, slots=True)
class Words:
    """Word i of `text` is `written[i]`, from `starts[i]` to `ends[i]`; folded it is `folded[i]`."""

    text: str
    starts: list[int]
    ends: list[int]
    written: list[str]
    folded: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def touching(self, start: int, end: int) -> tuple[int, int]:
        """The words that share a code point with `text[start:end]`: the first, the last + 1."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def extent(self, low: int, high: int) -> int:
        """How many code points the words `low` to `high - 1` span; 0 if there are none."""
        return self.ends[high - 1] - self.starts[low] if high > low else 0


def words(text: str) -> Words:
    """Split a text into its words."""
    return of_ranges(text, [(0, len(text), True)])


def of_ranges(text: str, ranges: Iterable[tuple[int, int, bool]], most: int | None = None) -> Words:
    """Parts of a text, in order: the words of a range (start, end), or the range as one word.

    Of each range the first `most` words.
    """
    found = Words(text, [], [], [], [])
    is_ascii = text.isascii()
    for start, end, as_words in ranges:
        if as_words:
            matches = list(islice(_WORD.finditer(text, start, end), most))
            written = [match.group() for match in matches]
            found.starts.extend(match.start() for match in matches)
            found.ends.extend(match.end() for match in matches)
            found.written.extend(written)
            found.folded.extend(
                word if len(word) > _LONGEST_FOLDED else word.lower() if is_ascii else fold(word)
                for word in written
            )
        elif not (whole := text[start:end]).isspace():
            found.starts.append(start)
            found.ends.append(end)
            found.written.append(whole)
            found.folded.append(whole)
    return found


def count_words(text: str, start: int, end: int, most: int) -> int:
    """How many words `text[start:end]` has, `most` at most."""
    return sum(1 for _ in islice(_WORD.finditer(text, start, end), most))


def fold(text: str) -> str:
    """The form in which two spellings are compared: without case, typography and normal form."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.translate(_TYPOGRAPHY)).casefold()
