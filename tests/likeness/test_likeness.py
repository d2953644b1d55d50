from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.likeness.likeness import NEARLY_SAME, likeness
from tests.anchoring.revisions import NEW, OLD

SENTENCES = [
    f"The {one} of the harbour met {two} on Friday at noon."
    for one, two in (("master", "the crew"), ("council", "fishermen"), ("owner", "nobody at all"))
]


def test_equal_texts_are_alike_and_unlike_ones_are_not():
    assert likeness(OLD, OLD) == 1
    assert likeness(OLD, "Quite another text, about a heron on a pier.") < 0.1
    assert likeness("", OLD) == likeness("", "") == likeness("…", "…") == 0


def test_a_lightly_edited_text_is_nearly_the_same():
    edited = OLD.replace("every two hours only", "only every two hours").replace("Four", "Five")
    assert NEARLY_SAME <= likeness(OLD, edited) < 1
    assert likeness(OLD, edited) > likeness(OLD, NEW) > 0.5


def test_the_first_half_is_two_thirds_alike():
    words = [f"word{number}" for number in range(1_000)]
    assert likeness(" ".join(words), " ".join(words[:500])) == pytest.approx(2 / 3, abs=0.01)


def test_sentences_of_one_pattern_are_not_the_same():
    assert likeness(SENTENCES[0], SENTENCES[1]) < NEARLY_SAME


def test_case_quotes_and_layout_count_for_nothing():
    assert likeness("He said “it's over”\nand left.", 'HE SAID "it’s over" and  left') == 1


def test_words_without_spaces_are_compared_too():
    one = "东京地铁今天停运了三个小时市长说这是因为停电"
    assert NEARLY_SAME < likeness(one, one.replace("三", "两")) < 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
