"""Where in a text a query's words stand, and the piece of the text worth showing; no Django here.

Positions are code points of the text as given, not of its folded form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from articles.search.alignment import align
from articles.search.folding import UNSPACED, stands_alone
from articles.search.query import Query
from articles.search.snippets import Hit, Snippet, best_window, cut_out
from articles.search.tree import FieldName, Leaf, spell, wanted
from articles.search.words import LONGEST_WORD

MOST_TEXT = 200_000  # code points looked at for a snippet
MOST_HITS = 500  # of each term, for a snippet

_SEPARATORS = r"\x00-/:-@\[-`{-\x7f"
_ALONE = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED)
_LETTER = f"[^{_SEPARATORS}{_ALONE}]"  # one that joins the letters beside it into a word


class Matcher:
    """Finds the words, phrases and beginnings that a query wants (not those it excludes)."""

    def __init__(self, query: Query) -> None:
        leaves = dict.fromkeys(wanted(query.tree)) if query.tree else {}
        self._terms = [(_pattern(leaf), field) for leaf, field in leaves]

    def spans(self, text: str, field: FieldName = "text") -> list[tuple[int, int]]:
        """Return the spans of `text`, a field of an article, that are hits: sorted and disjoint."""
        return _merged(sorted((start, end) for start, end, _ in self._hits(text, field)))

    def snippet(self, text: str, *, length: int = 220) -> Snippet:
        """Return at most `length` code points of an article's text, with most of the query's terms.

        Only the first `MOST_TEXT` code points are looked at; without a hit there, it is the start
        of the text.
        """
        hits = sorted(self._hits(text[:MOST_TEXT], "text", most=MOST_HITS))
        first, last = best_window(hits, length)
        return cut_out(text, first, last, _merged([hit[:2] for hit in hits]), length)

    def _hits(self, text: str, field: FieldName, most: int | None = None) -> Iterator[Hit]:
        aligned = align(text) if self._terms else None
        for term, (pattern, only_in) in enumerate(self._terms):
            if aligned and only_in in (None, field):
                for match in islice(pattern.finditer(aligned.folded), most):
                    yield *aligned.original(*match.span()), term


def _pattern(leaf: Leaf) -> re.Pattern[str]:
    """Compile a leaf to an expression over aligned text.

    It begins with the literal word and looks back afterwards, because `re` then searches for the
    literal directly: 20 times faster than trying a look-behind at each character.
    """
    words, open_end = spell(leaf)
    first, last = words[0], words[-1]
    pattern = re.escape(first)
    if not stands_alone(first):
        pattern += f"(?<!{_LETTER}{re.escape(first)})"
    for before, word in pairwise(words):
        touching = stands_alone(before) or stands_alone(word)
        rest = f"{_LETTER}*" if len(before) == LONGEST_WORD else ""
        pattern += f"{rest}[{_SEPARATORS}]{'*' if touching else '+'}{re.escape(word)}"
    if open_end or len(last) == LONGEST_WORD:
        pattern += f"{_LETTER}*"
    elif not stands_alone(last):
        pattern += f"(?!{_LETTER})"
    return re.compile(pattern)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join sorted spans that overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
