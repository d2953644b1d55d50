from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.anchoring import sequence
from articles.anchoring.sequence import joined, matching_runs

few = st.lists(st.integers(0, 4), max_size=60)
many = st.lists(st.integers(0, 60), max_size=120)


def numbers(text):
    return [ord(word[0]) for word in text.split()]


def test_equal_sequences_are_one_run():
    assert matching_runs([1, 2, 1, 2], [1, 2, 1, 2]) == [(0, 0, 4)]


def test_nothing_in_common():
    assert matching_runs([1, 2], [3, 4]) == []
    assert matching_runs([], [3, 4]) == []


def test_what_was_put_in_before_shifts_the_rest():
    assert matching_runs([1, 2, 3], [9, 8, 1, 2, 3]) == [(0, 2, 3)]


def test_a_long_run_kept_outweighs_a_word_that_crossed_it():
    # z moved from the front to the end; a to h stay in order.
    assert matching_runs(numbers("z a b c d e f g h"), numbers("a b c d e f g h z")) == [(1, 0, 8)]


def test_words_that_stand_often_are_matched_between_rare_ones():
    old, new = numbers("t a t b t"), numbers("t t a x t b t")
    assert matching_runs(old, new) == [(0, 0, 1), (1, 2, 1), (2, 4, 3)]


def test_runs_that_touch_are_joined():
    assert joined([(0, 2, 2), (2, 4, 1), (3, 6, 1)]) == [(0, 2, 3), (3, 6, 1)]


def test_too_much_without_a_rare_run_stays_unmatched(monkeypatch):
    monkeypatch.setattr(sequence, "MOST_CELLS", 50)
    assert matching_runs([1, 2] * 20, [2, 1] * 20 + [3]) == []


@given(st.one_of(st.tuples(few, few), st.tuples(many, many)))
def test_runs_are_equal_elements_in_order_and_apart(both):
    a, b = both
    runs = matching_runs(a, b)
    for x, y, n in runs:
        assert n > 0
        assert a[x : x + n] == b[y : y + n]
    for (x, y, n), (next_x, next_y, _) in pairwise(runs):
        assert next_x >= x + n
        assert next_y >= y + n
        assert (next_x, next_y) != (x + n, y + n)


@given(many)
def test_a_sequence_matches_itself(a):
    assert matching_runs(a, a) == ([(0, 0, len(a))] if a else [])
