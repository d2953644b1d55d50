"""What goes into a search index and what is asked of it; no Django here."""

from __future__ import annotations

from dataclasses import dataclass

from articles.search.query import Query

# Characters of Unicode's private use area are separators to `fold`, so no word of any text or
# query holds one.
KEY_MARK = "\ue000"
EVERY_DOCUMENT = KEY_MARK  # this one alone is in every document: what "all but" takes away from


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the index, in place of any other with its `docid`.

    `keys` are exact tokens to filter by, of ASCII letters and digits ("s3", "a17"); no word finds
    them.
    """

    docid: int
    title: str
    byline: str
    text: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criteria:
    """What documents must satisfy, all of it.

    `query`: the words (None: any words). `any_of`: of each group, one key at least. `after`,
    `before`: the lowest docid (inclusive) and the one to stop before (exclusive). `only`: no
    others than these docids (up to 10,000).
    """

    query: Query | None
    any_of: tuple[tuple[str, ...], ...] = ()
    after: int | None = None
    before: int | None = None
    only: tuple[int, ...] | None = None

    @property
    def impossible(self) -> bool:
        """Whether nothing can satisfy it: no words in the query, or a choice of nothing."""
        no_words = self.query is not None and self.query.tree is None
        return no_words or self.only == () or not all(self.any_of)


def key_word(key: str) -> str:
    """Return the word that stands for a key in an index.

    Raises ValueError for a key that could be several words.
    """
    if not (key.isascii() and key.isalnum() and key == key.lower()):
        raise ValueError(f"A key is made of small ASCII letters and digits, not {key!r}.")
    return KEY_MARK + key
