"""Folding a text into words; no database."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.words import LONGEST_WORD, WORD, fold, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plain words, twice: words!", ["plain", "words", "twice", "words"]),
        ("Ça, c’est l'ÉTÉ 2026!", ["ca", "c", "est", "l", "ete", "2026"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("Łódź Ærø Þór İstanbul ılık", ["lodz", "aero", "thor", "istanbul", "ilik"]),
        ("Ёлка ёлка", ["елка", "елка"]),
        ("Ὀδυσσεύς ὀδυσσεύσ", ["οδυσσευσ", "οδυσσευσ"]),
        ("مُحَمَّد محمد مـحـمـد", ["محمد"] * 3),
        ("שָׁלוֹם שלום", ["שלום", "שלום"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("東京2020年", ["東", "京", "2020", "年"]),
        ("ガス ｶﾞｽ", ["ガ", "ス", "ガ", "ス"]),
        ("서울", ["서", "울"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("ﬁnal ½ ² ①", ["final", "1", "2", "2", "1"]),
        ("co\u00adop zero\u200bwidth join\u200der", ["coop", "zero", "width", "joiner"]),
        ("snake_case e-mail a.b", ["snake", "case", "e", "mail", "a", "b"]),
        ("👩\u200d🚀 🇫🇷", []),
        ("\ue000s1 \ue001title", ["s1", "title"]),
        ("a\x00b", ["a", "b"]),
        ("", []),
    ],
)
def test_words_are_what_a_reader_would_type(text, found):
    assert words(text) == found


def test_a_word_is_known_by_its_beginning_when_it_is_too_long():
    long = "a" * (LONGEST_WORD + 1)
    assert words(f"before {long} {'é' * 500}") == ["before", long[:-1], "e" * LONGEST_WORD]
    assert words(f"{'b' * LONGEST_WORD} {'c' * 99}") == ["b" * LONGEST_WORD, "c" * 99]


@given(st.text())
def test_folding_is_done_once(text):
    assert words(fold(text)) == words(text)


@given(st.text())
def test_equivalent_texts_have_the_same_words(text):
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


@given(st.text(), st.text())
def test_words_of_two_texts_are_those_of_each(first, second):
    assert words(f"{first}\n{second}") == words(first) + words(second)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_splitting_ascii_at_what_is_no_letter_nor_digit_gives_the_words(text):
    assert words(text) == re.findall("[a-z0-9]+", text.lower())


@given(st.text(min_size=1))
def test_words_hold_nothing_that_separates_words(text):
    for word in words(text):
        assert re.fullmatch(f"{WORD}+", word)
        assert len(word) <= LONGEST_WORD
