from __future__ import annotations

import pytest

from articles.anchoring.alignment import align
from articles.anchoring.budget import Budget
from articles.anchoring.replacement import replaced


def became(old, new, quote):
    start = old.index(quote)
    place = replaced(align(old, new), start, start + len(quote), Budget())
    return place and new[slice(*place)]


@pytest.mark.parametrize(
    ("old", "new", "quote", "expected"),
    [
        ("how your agrency website", "how your agency website", "agrency", "agency"),
        ("by valgrimm for us", "by Val Grimm for us", "valgrimm", "Val Grimm"),
        ("the Mobile Gov group", "the MobileGov group", "Mobile Gov", "MobileGov"),
        ("two Trainer courses", "two Trainers courses", "Trainer", "Trainer"),
        ("run in git and push", "run in GitHub and push", "git", "GitHub"),
    ],
)
def test_a_word_becomes_what_stands_in_its_place(old, new, quote, expected):
    assert became(old, new, quote) == expected


def test_a_word_taken_out_became_nothing():
    assert became("a very long day", "a long day", "very") is None


def test_words_of_a_paragraph_written_anew_became_nothing():
    old = "Start. Nobody kept one word of this, a long and winding old sentence, ever, ever. End."
    new = "Start. Instead some other man said what he always wanted to say about all trams. End."
    assert became(old, new, "winding old") is None


def test_a_word_longer_than_can_be_aligned_is_found_by_its_equal_ends():
    old, new = "see " + "x" * 5000 + "y" * 5000, "see " + "x" * 5000 + "--" + "y" * 4999
    aligned = align(old, new)
    assert replaced(aligned, 4, 9, Budget()) == (4, 9)
