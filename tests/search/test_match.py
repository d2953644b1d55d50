"""Criteria as SQLite's MATCH has them; no database."""

from __future__ import annotations

import pytest

from articles.search import Criteria, parse
from articles.search.criteria import EVERY_DOCUMENT, KEY_MARK
from articles.search.match import match_expression

ALL = f'"{EVERY_DOCUMENT}"'


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("ferry", '("ferry")'),
        ("the ferry", '(("the") AND ("ferry"))'),
        ('"the ferry"', '("the ferry")'),
        ("ferr*", '("ferr" *)'),
        ("a OR b", '(("a") OR ("b"))'),
        ("a -b -c", '((("a")) NOT (("b") OR ("c")))'),
        ("title:ferry", '(title : "ferry")'),
        ("title:(a b)", '((title : "a") AND (title : "b"))'),
        ("a NEAR b", '(("a") AND ("near") AND ("b"))'),
    ],
)
def test_queries_are_spelled_for_sqlite(typed, expression):
    assert match_expression(Criteria(parse(typed))) == expression


def test_exclusions_alone_are_taken_from_every_document():
    assert match_expression(Criteria(parse("-ferry"))) == f'(({ALL}) NOT (("ferry")))'
    assert match_expression(Criteria(None)) == ALL


def test_of_each_group_one_key_is_asked_and_each_once():
    criteria = Criteria(parse("ferry"), any_of=(("s1", "s2", "s1"), ("a1",)))
    s1, s2, a1 = (f'"{KEY_MARK}{key}"' for key in ("s1", "s2", "a1"))
    assert match_expression(criteria) == f'("ferry") AND ({s1} OR {s2}) AND ({a1})'
