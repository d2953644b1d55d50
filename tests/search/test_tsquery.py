"""Criteria as PostgreSQL's tsquery has them; no database."""

from __future__ import annotations

import pytest

from articles.search import Criteria, parse
from articles.search.criteria import EVERY_DOCUMENT, KEY_MARK
from articles.search.tsquery import tsquery
from articles.search.tsvector import MARKS

ALL = f"'{EVERY_DOCUMENT}'"
TITLE, BYLINE = MARKS["title"], MARKS["byline"]


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("ferry", "'ferry'"),
        ("the ferry", "('the' & 'ferry')"),
        ('"the ferry"', "('the' <-> 'ferry')"),
        ("ferr*", "'ferr':*"),
        ("e-mai*", "('e' <-> 'mai':*)"),
        ("a OR b", "('a' | 'b')"),
        ("a -b", f"('a' & ({ALL} & !'b'))"),
        ("-a", f"({ALL} & !'a')"),
        ("title:ferry", f"'{TITLE}ferry'"),
        ("author:ferr*", f"'{BYLINE}ferr':*"),
        ("text:ferry", "'ferry':C"),
        ("text:ferr*", "'ferr':*C"),
        ('title:"the ferry"', f"('{TITLE}the' <-> '{TITLE}ferry')"),
        ("title:(a text:b)", f"('{TITLE}a' & 'b':C)"),
        ("a&b|!c", "('a' <-> 'b' <-> 'c')"),
    ],
)
def test_queries_are_spelled_for_postgresql(typed, spelled):
    assert tsquery(Criteria(parse(typed))) == spelled


def test_of_each_group_one_key_is_asked_and_each_once():
    criteria = Criteria(parse("ferry"), any_of=(("s1", "s2", "s1"), ("a1",)))
    s1, s2, a1 = (f"'{KEY_MARK}{key}'" for key in ("s1", "s2", "a1"))
    assert tsquery(criteria) == f"('ferry' & ({s1} | {s2}) & {a1})"


def test_without_words_and_keys_every_document_is_asked_for():
    assert tsquery(Criteria(None)) == ALL
