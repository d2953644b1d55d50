from __future__ import annotations

import unicodedata

import pytest

from articles.anchoring.words import fold, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's 9 a.m.", ["It", "'", "s", "9", "a", ".", "m", "."]),
        ("naïve café", ["naïve", "café"]),
        ("港町の朝", ["港", "町", "の", "朝"]),
        ("สวัสดี", ["ส", "ว", "ั", "ส", "ด", "ี"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("السَّلام", ["السَّلام"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("한국어 글", ["한국어", "글"]),
        ("ok 👩‍👩‍👧!", ["ok", "👩‍", "👩‍", "👧", "!"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_what_a_word_is(text, expected):
    assert words(text).written == expected


def test_words_know_where_they_are():
    split = words("Ten boats,\nnine lost.")
    assert [split.text[low:high] for low, high in zip(split.starts, split.ends, strict=True)] == (
        split.written
    )


def test_an_accent_of_its_own_stays_with_its_letter():
    assert words(unicodedata.normalize("NFD", "déjà vu")).folded == ["déjà", "vu"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Harbour", "HARBOUR"), ("“", '"'), ("’", "'"), ("–", "-"), ("Straße", "STRASSE")],
)
def test_spellings_that_are_compared_as_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("ten", "tens"), (".", ",")])
def test_spellings_that_are_not(one, other):
    assert fold(one) != fold(other)


def test_the_words_that_a_passage_touches():
    split = words("Ten boats, nine lost.")
    assert split.touching(4, 9) == (1, 2)
    assert split.touching(5, 12) == (1, 4)
    assert split.touching(3, 4) == (1, 1)
    assert split.extent(1, 4) == len("boats, nine")
    assert split.extent(2, 2) == 0
