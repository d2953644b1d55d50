from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.anchoring import matching
from articles.anchoring.budget import Budget
from articles.anchoring.matching import similarity, standing, standing_near


@pytest.mark.parametrize(
    ("old", "new", "least", "most"),
    [
        ("the harbour is closed", "the harbour is closed", 1, 1),
        ("the harbour is closed", "The Harbour is closed", 0.99, 0.99),
        ("it's late", "it’s\n late", 0.99, 0.99),
        ("July 31, 2022", "August 13, 2022", 0.6, 0.8),
        ("colour", "color", 0.9, 0.92),
        ("nodejs14", "harbour", 0, 0.2),
        ("a", "b", 0, 0),
    ],
)
def test_how_alike_passages_are(old, new, least, most):
    assert least <= similarity(old, new) <= most


def test_passages_too_long_to_compare_are_estimated_by_what_was_kept(monkeypatch):
    monkeypatch.setattr(matching, "MOST_CELLS", 10)
    assert similarity("the harbour is closed", "the harbour is full", 15) == 0.75


def test_passages_of_quite_unequal_length_are_estimated_too():
    assert similarity("the", "the " * 1000, 3) < 0.01


@given(st.text(max_size=30), st.text(max_size=30))
def test_only_equal_passages_reach_one(old, new):
    assert 0 <= similarity(old, new) <= 1
    assert (similarity(old, new) == 1) == (old == new)


def test_a_word_does_not_stand_inside_of_another():
    assert list(standing("there the other the", "the", ("", ""), Budget())) == [6, 16]


def test_what_was_part_of_a_word_may_be_so_again():
    assert list(standing("there the", "the", ("", "r"), Budget())) == [0, 6]
    assert list(standing("東京都の都", "都", ("京", "の"), Budget())) == [2, 4]


def test_overlapping_places_are_all_found():
    assert list(standing("-- -- --", "-- --", ("", ""), Budget())) == [0, 3]


def test_in_its_own_place_a_longer_word_may_have_grown_around_the_quote():
    assert standing_near("two Trainers", "Trainer", ("", ""), Budget(), 0, 12) == 4
    assert standing_near("over there", "the", ("", ""), Budget(), 0, 10) is None
