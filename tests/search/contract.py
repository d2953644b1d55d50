"""What a search index must find: a tree looked up in documents, word by word, without an index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from hypothesis import strategies as st

from articles.search import Criteria, Document, backend, parse
from articles.search.tree import And, Field, Not, Or, spell
from articles.search.words import words

FIELDS = ("title", "byline", "text")

# Words that are beginnings of others, that fold to one another, or to several.
WORDS = (
    "ferry ferries fer Ferryman été ete ETE e-mail mail don’t t x Straße strasse 東京 京 東 서울 "
    "مدينة المدينة מִלָּה מלה ﬁnal final a1 2026 नमस्ते ประเทศ ｶﾞｽ ガス ™ tm " + "long" * 30
).split()
SEPARATORS = (" ", "\n", ", ", "-", "'", ". ", "…", "/", "\u00ad", "\u200b", "\ue000", "\\")

texts = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(SEPARATORS), st.just(" ")), max_size=14
).map("".join)
terms = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda word: word[:4] + "*"),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
)
queries = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map("-{}".format),
        inner.map("NOT {}".format),
        st.tuples(st.sampled_from(FIELDS), inner).map(":".join),
    ),
    max_leaves=5,
)
documents = st.builds(
    Document,
    docid=st.integers(-(2**62), 2**62),
    title=texts,
    byline=texts,
    text=texts,
    keys=st.sets(st.sampled_from(["s1", "s2", "a1"])).map(tuple),
)


def find(query, order="newest", offset=0, limit=100, **scope):
    """The docids that a query finds; None asks for any words."""
    asked = None if query is None else parse(query)
    return backend().docids(Criteria(asked, **scope), order=order, offset=offset, limit=limit)


def add(*rows, **values):
    """Documents of docid and text; `values` are the same for all."""
    backend().add(
        Document(docid, **{"title": "", "byline": "", "text": text} | values)
        for docid, text in rows
    )


@contextmanager
def fresh_index() -> Iterator:
    """The index of the default database, empty; what is put into it is gone afterwards."""
    with transaction.atomic():
        index = backend()
        index.clear()
        yield index
        transaction.set_rollback(True)


def matches(node, document, fields=FIELDS):
    """Whether a document satisfies a tree."""
    match node:
        case And(nodes):
            return all(matches(child, document, fields) for child in nodes)
        case Or(nodes):
            return any(matches(child, document, fields) for child in nodes)
        case Not(child):
            return not matches(child, document, fields)
        case Field(name, child):
            return matches(child, document, (name,))
        case _:
            return any(stands_in(node, words(getattr(document, field))) for field in fields)


def stands_in(leaf, found):
    """Whether a word, beginning or phrase stands in a list of words."""
    asked, open_end = spell(leaf)
    for start in range(len(found) - len(asked) + 1):
        piece = found[start : start + len(asked)]
        if piece[:-1] == list(asked[:-1]) and (
            piece[-1].startswith(asked[-1]) if open_end else piece[-1] == asked[-1]
        ):
            return True
    return False
