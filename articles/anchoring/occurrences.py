"""Every place of some words in a text. PURE.

The words are taken as a reader takes them: runs of white space are equal, and so are composed and
decomposed letters, typewriter's and typographic quotes and hyphens; what cannot be seen (soft
hyphens, joiners, direction marks) counts for nothing. Method: both sides are levelled, character by
character, and searched with `str.find`, which is linear in the text whatever the words are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import accumulate

from articles.anchoring.words import words as words_of

_SPACES = "\t\n\x0b\x0c\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_LIKE = ((" ", _SPACES), ("'", "‘’‚‛ʼ´`"), ('"', "“”„«»"), ("-", "‐‑–—−"))
_VARIANTS = tuple((variant, plain) for plain, variants in _LIKE for variant in variants)
_UNSEEN = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SPARE = re.compile(f"(?<= )[ {_UNSEEN}]+|[{_UNSEEN}]+")
_MAY_SPARE = re.compile(f"  |[{_UNSEEN}]")
_LETTERS = re.compile(r"\w+")
_LONGEST_CLUSTER = 32  # code points that are looked at for the letter that marks belong to


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to look for: in any case unless `exact_case`, whole unless `within_words`.

    Whole words end where letters, digits and their marks do; each letter of a script without
    spaces between words is a word.
    """

    words: str
    exact_case: bool = False
    within_words: bool = False

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the words stand: ranges of `text` (code points), in order, disjoint."""
        levelled = _level(text, self.exact_case)
        forms = {
            _level(unicodedata.normalize(form, self.words), self.exact_case).text.strip()
            for form in ("NFC", "NFD")
        } - {""}
        reached = 0
        for start, end in _merged([self._standing(text, levelled, form) for form in sorted(forms)]):
            if start >= reached:
                yield start, end
                reached = end

    def _standing(self, text: str, levelled: _Levelled, form: str) -> Iterator[tuple[int, int]]:
        at = levelled.text.find(form)
        while at >= 0:
            start, end = levelled.origin(at), levelled.origin(at + len(form) - 1) + 1
            if self.within_words:
                fits = not (_is_mark(text, start) or _is_mark(text, end))
            else:
                fits = not (_inside_word(text, start) or _inside_word(text, end))
            if fits:
                yield start, end
                following = at + len(form)
            elif self.within_words or not (letters := _LETTERS.match(levelled.text, at)):
                following = at + 1
            else:  # no word begins before the end of this one
                following = max(at + 1, letters.end())
                if following > at + 1 and _has_unspaced(levelled.text[at:following]):
                    following = at + 1
            at = levelled.text.find(form, following)


@dataclass(slots=True)
class _Levelled:
    """A text with what makes no difference taken out, and the way back."""

    text: str
    cuts: list[int] = field(default_factory=list)  # places in it where something is left out
    shifts: list[int] = field(default_factory=list)  # code points left out up to there

    def origin(self, place: int) -> int:
        """The place in the text as it was."""
        before = bisect_right(self.cuts, place)
        return place + self.shifts[before - 1] if before else place


def _level(text: str, exact_case: bool) -> _Levelled:
    same = text if exact_case else _lowered(text)
    for variant, plain in _VARIANTS:
        if variant in same:
            same = same.replace(variant, plain)
    if not _MAY_SPARE.search(same):
        return _Levelled(same)
    spans = [match.span() for match in _SPARE.finditer(same)]
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(same)]
    shifts = list(accumulate(end - start for start, end in spans))
    cuts = [start - before for (start, _), before in zip(spans, [0, *shifts], strict=False)]
    kept = "".join(same[start:end] for start, end in zip(starts, ends, strict=True))
    return _Levelled(kept, cuts, shifts)


def _lowered(text: str) -> str:
    """In small letters, one for one."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return small.replace("ς", "σ")


def _merged(of_forms: Sequence[Iterator[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """The places of all forms in order, of those that begin together the longest first."""
    return merge(*of_forms, key=lambda place: (place[0], -place[1]))


def _is_mark(text: str, at: int) -> bool:
    return at < len(text) and unicodedata.category(text[at])[0] == "M"


def _inside_word(text: str, at: int) -> bool:
    """Whether the characters before and after a place belong to one word."""
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    if pair.isascii():
        return _LETTERS.fullmatch(pair) is not None
    if _is_mark(text, at):
        return True
    before = at - 1
    while before > max(0, at - _LONGEST_CLUSTER) and unicodedata.category(text[before])[0] == "M":
        before -= 1
    found = words_of(text[before : at + 1])
    return bool(found) and found.starts[-1] == 0 and found.ends[-1] == at + 1 - before


def _has_unspaced(run: str) -> bool:
    """Whether words may begin within a run of letters, as those of some scripts do."""
    return not run.isascii() and len(words_of(run)) > 1
