"""A document as PostgreSQL's tsvector has it; no database."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from articles.search import Document
from articles.search.criteria import EVERY_DOCUMENT, KEY_MARK
from articles.search.tsvector import (
    LAST_POSITION,
    MARKS,
    MOST_BYTES,
    MOST_POSITIONS,
    quoted,
    tsvector,
)
from articles.search.words import words

TITLE, BYLINE = MARKS["title"], MARKS["byline"]
LEXEME = re.compile(r"'((?:[^'\\]|''|\\\\)*)'(?::([\dABC,]+))?")


def lexemes(document):
    """The positions of each lexeme."""
    found = LEXEME.findall(tsvector(document))
    return {lexeme: positions.split(",") if positions else [] for lexeme, positions in found}


def test_words_stand_with_their_places_and_those_of_fields_marked_too():
    document = Document(1, "The ferry", "Ada", "The fog", ("s1",))
    assert lexemes(document) == {
        EVERY_DOCUMENT: [],
        f"{KEY_MARK}s1": [],
        f"{TITLE}the": ["1A"],
        f"{TITLE}ferry": ["2A"],
        f"{BYLINE}ada": ["1B"],
        "the": ["1A", "6C"],
        "ferry": ["2A"],
        "ada": ["4B"],
        "fog": ["7C"],
    }


def test_a_word_keeps_as_many_places_as_postgresql_takes():
    positions = lexemes(Document(1, "", "", "fog " * 1_000))["fog"]
    assert len(positions) == MOST_POSITIONS


def test_words_far_down_stand_at_the_last_place_beside_no_other():
    text = " ".join(f"w{number}" for number in range(LAST_POSITION + 10))
    found = lexemes(Document(1, "", "", text))
    assert found[f"w{LAST_POSITION + 9}"] == [f"{LAST_POSITION}C"]
    places = {position for positions in found.values() for position in positions}
    assert f"{LAST_POSITION - 1}C" not in places


def test_a_vector_stays_below_the_size_that_postgresql_takes():
    text = " ".join(f"{number:x}{'é' * 90}" for number in range(20_000))
    found = lexemes(Document(1, "Begin", "", text))
    assert "begin" in found
    size = sum(len(lexeme.encode()) + 2 * len(found[lexeme]) for lexeme in found)
    assert MOST_BYTES * 0.8 < size < MOST_BYTES


def test_quotes_and_backslashes_are_doubled():
    assert quoted("it's \\") == "'it''s \\\\'"


@given(title=st.text(), byline=st.text(), text=st.text())
def test_all_words_of_any_document_are_in_its_vector(title, byline, text):
    found = lexemes(Document(1, title, byline, text))
    expected = {*words(title), *words(byline), *words(text), EVERY_DOCUMENT}
    expected |= {TITLE + word for word in words(title)} | {BYLINE + word for word in words(byline)}
    assert found.keys() == expected
