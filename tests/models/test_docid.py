from __future__ import annotations

import datetime as dt
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from articles.models.docid import PER_SECOND, candidates, docid_stands, first_docid

IDENTITY = "00000000ff" + "0" * 54
instants = st.datetimes(timezones=st.just(dt.UTC))


def first_candidate(instant: dt.datetime | None, identity: str = IDENTITY) -> int:
    return next(candidates(instant, identity))


@given(instants, instants)
def test_docids_are_in_the_order_of_publication(one, other):
    if one.replace(microsecond=0) < other.replace(microsecond=0):
        assert first_candidate(one) < first_candidate(other)


@given(instants)
def test_undated_articles_come_before_all_others_even_those_of_the_year_one(instant):
    assert first_candidate(None) < first_candidate(instant)


def test_docids_are_in_the_order_of_microseconds_within_a_second():
    second = dt.datetime(1969, 7, 20, 20, 17, 40, tzinfo=dt.UTC)
    later = second.replace(microsecond=900_000)
    assert first_candidate(second.replace(microsecond=100_000)) < first_candidate(later)


def test_more_articles_of_one_second_than_it_has_numbers_spill_into_the_next_ones():
    instant = dt.datetime(1950, 1, 1, tzinfo=dt.UTC)
    tried = list(islice(candidates(instant, IDENTITY), 3 * PER_SECOND))
    assert len(set(tried)) == 3 * PER_SECOND
    assert min(tried) == first_docid(instant)
    assert all(docid_stands(docid, instant) for docid in tried)


@given(instants)
def test_a_docid_stands_at_its_own_time_alone(instant):
    docid = first_candidate(instant)
    assert docid_stands(docid, instant)
    assert not docid_stands(docid, None)
    assert not docid_stands(first_candidate(None), instant)


def test_a_repeated_import_tries_the_same_numbers():
    assert list(islice(candidates(None, IDENTITY), 5)) == list(
        islice(candidates(None, IDENTITY), 5)
    )
