from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.anchoring.occurrences import Wanted

ALPHABET = "aAbBéÉe\u0301 \n-’'.東京ßİΣσς\u00ad\u200d\u0301ا"
TEXTS = st.text(ALPHABET, max_size=60)
WORDS = st.text(ALPHABET, min_size=1, max_size=6)


def quotes(text: str, words: str, **how: bool) -> list[str]:
    return [text[start:end] for start, end in Wanted(words, **how).places(text)]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The port. THE PORT! Report, ports, port's.", "port", ["port", "PORT", "port"]),
        (
            "Prime  Minister\nand prime\n\nminister",
            "prime minister",
            ["Prime  Minister", "prime\n\nminister"],
        ),
        ("It’s and it's and its", "it's", ["It’s", "it's"]),
        ("2019–2020, 2019-2020", "2019-2020", ["2019–2020", "2019-2020"]),
        ("東京都と東京", "東京", ["東京", "東京"]),
        ("الميناء الجديد والميناء", "الميناء", ["الميناء"]),
        ("caf\u00e9 cafe\u0301 cafe", "café", ["caf\u00e9", "cafe\u0301"]),
        ("cafe\u0301 cafe", "cafe", ["cafe"]),
        ("trans\u00adport and transport", "transport", ["trans\u00adport", "transport"]),
        ("ΟΔΟΣ οδός οδος", "οδος", ["ΟΔΟΣ", "οδος"]),
        ("İstanbul istanbul", "istanbul", ["istanbul"]),
        ("a a a a a", "a a", ["a a", "a a"]),
        ("👍🏽 good 👍🏽", "👍🏽", ["👍🏽", "👍🏽"]),
        ("100,000 (100) [x]*", "(100) [x]*", ["(100) [x]*"]),
        ("nothing", "   ", []),
        ("", "port", []),
    ],
)
def test_words_are_found_as_a_reader_takes_them(text, words, found):
    assert quotes(text, words) == found


def test_the_case_may_matter():
    assert quotes("Port port PORT", "Port", exact_case=True) == ["Port"]


def test_words_may_be_parts_of_longer_ones():
    assert quotes("Report, ports", "port", within_words=True) == ["port", "port"]
    assert quotes("cafe\u0301s", "cafe", within_words=True) == []


@given(TEXTS, WORDS, st.booleans(), st.booleans())
def test_places_are_passages_in_order(text, words, exact_case, within_words):
    reached = 0
    for start, end in Wanted(words, exact_case, within_words).places(text):
        assert reached <= start < end <= len(text)
        reached = end


@given(st.text("aAbB .,-", max_size=80), st.text("aAbB", min_size=1, max_size=3))
def test_whole_words_are_those_of_regular_expressions(text, words):
    expected = re.finditer(rf"\b{words}\b", text, re.IGNORECASE)
    assert list(Wanted(words).places(text)) == [match.span() for match in expected]


@given(st.text("aAbB é", max_size=40), st.text("aAbé", min_size=1, max_size=3))
def test_it_makes_no_difference_how_letters_are_composed(text, words):
    composed = quotes(unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", words))
    apart = quotes(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", words))
    assert composed == [unicodedata.normalize("NFC", quote) for quote in apart]


@given(st.lists(st.sampled_from(["port", "Port", "porter", "東", "x"]), max_size=30))
def test_every_place_is_found(tokens):
    found = quotes(" ".join(tokens), "port")
    assert found == [token for token in tokens if token.lower() == "port"]
