"""The piece of a text that is shown in a list; no database."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.search import Matcher, parse
from articles.search.marking import MOST_TEXT
from articles.search.snippets import best_window
from tests.search.contract import queries, texts

FOG = "There was fog all day over the islands. " * 30


def snippet(query, text, length=220):
    return Matcher(parse(query)).snippet(text, length=length)


def shown(piece):
    return [piece.text[start:end] for start, end in piece.spans]


def test_a_hit_is_shown_with_what_stands_around_it():
    piece = snippet("harbour", f"{FOG}The ferry left the harbour at noon. {FOG}", 80)
    assert shown(piece) == ["harbour"]
    assert len(piece.text) <= 80
    assert "left the harbour at noon" in piece.text
    assert (piece.leading_cut, piece.trailing_cut) == (True, True)


def test_it_begins_and_ends_with_whole_words():
    text = f"{FOG}The ferry left the harbour at noon. {FOG}"
    piece = snippet("harbour", text, 80)
    at = text.index(piece.text)
    assert text[at - 1].isspace()
    assert text[at + len(piece.text)].isspace()


def test_the_place_with_most_of_the_words_is_shown():
    text = f"A ferry. {FOG}A harbour. {FOG}The ferry in the harbour. {FOG}A ferry, a ferry."
    assert shown(snippet("ferry harbour", text, 60)) == ["ferry", "harbour"]


def test_it_begins_with_the_paragraph_if_that_is_near():
    piece = snippet("harbour", f"{FOG}\nA ferry left the harbour. {FOG}", 120)
    assert piece.text.startswith("A ferry left the harbour.")


def test_a_short_text_is_shown_whole():
    piece = snippet("ferry", "The ferry sails.")
    assert piece.text == "The ferry sails."
    assert (piece.leading_cut, piece.trailing_cut) == (False, False)


def test_without_a_hit_the_beginning_is_shown():
    piece = snippet("nowhere", f"First words. {FOG}", 60)
    assert piece.text.startswith("First words. There")
    assert (shown(piece), piece.leading_cut, piece.trailing_cut) == ([], False, True)


def test_the_title_s_words_are_not_marked_in_the_text():
    assert shown(snippet("title:ferry harbour", "The ferry in the harbour")) == ["harbour"]


def test_far_down_in_a_very_long_text_is_not_looked_for():
    piece = snippet("ferry", f"First. {'fog ' * (MOST_TEXT // 4)} ferry")
    assert piece.text.startswith("First.")


def test_different_terms_weigh_more_than_many_hits_of_one():
    hits = [(0, 5, 0), (6, 11, 0), (12, 17, 0), (100, 105, 0), (106, 110, 1)]
    assert best_window(hits, 30) == (100, 110)
    assert best_window([], 30) == (0, 0)


@given(query=queries | st.text(), text=texts | st.text(), length=st.integers(20, 60))
def test_any_snippet_is_a_piece_of_the_text(query, text, length):
    piece = snippet(query, text, length)
    assert piece.text in text
    end = 0
    for start, stop in piece.spans:
        assert end <= start < stop <= len(piece.text)
        end = stop
    if not piece.leading_cut and not piece.trailing_cut:
        assert piece.text == text.strip()
