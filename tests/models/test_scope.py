from __future__ import annotations

import datetime as dt

from articles.models.docid import first_docid
from articles.models.scope import Scope
from articles.search import parse

DAY = dt.date(1969, 12, 31)


def midnight(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, tzinfo=dt.UTC)


def test_days_are_whole_days_in_utc_and_both_inclusive():
    scope = Scope(after=DAY, before=DAY)
    assert scope.first == first_docid(midnight(1969, 12, 31))
    assert scope.end == first_docid(midnight(1970, 1, 1))


def test_without_days_undated_articles_are_in_scope_and_with_one_they_are_not():
    assert Scope().first is None
    assert Scope(before=DAY).first > first_docid(None)


def test_the_last_day_there_is_has_no_end():
    assert Scope(before=dt.date.max).end is None


def test_search_criteria_know_sources_and_authors_as_groups_of_which_one_must_match():
    scope = Scope(query=parse("ferry"), sources=(3, 4), authors=(17,), after=DAY)
    criteria = scope.criteria()
    assert criteria.any_of == (("s3", "s4"), ("a17",))
    assert criteria.after == scope.first
    assert not criteria.impossible


def test_without_changes_only_what_it_is_told():
    scope = Scope(sources=(1,), after=DAY)
    assert scope.without(sources=()) == Scope(after=DAY)
