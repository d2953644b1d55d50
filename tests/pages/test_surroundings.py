"""Contexts begin and end with whole words."""

from __future__ import annotations

from articles.anchoring import CONTEXT, describe
from articles.pages.surroundings import words_after, words_before

TEXT = "The union's representative had looked for the word. It was not there, in any of the files."


def test_what_was_cut_is_told_and_keeps_whole_words():
    start = TEXT.index("for")
    anchor = describe(TEXT, start, start + len("for the"))
    assert anchor.prefix == "union's representative had looked "[-CONTEXT:]
    assert words_before(anchor.prefix) == "…representative had looked "
    assert words_after(anchor.suffix) == " word. It was not there, in any…"


def test_what_reaches_the_ends_of_the_text_is_whole():
    anchor = describe(TEXT, 4, len(TEXT) - 4)
    assert words_before(anchor.prefix) == "The "
    assert words_after(anchor.suffix) == "les."


def test_words_without_spaces_are_cut_anywhere():
    text = "人" * 100
    anchor = describe(text, 50, 51)
    assert words_before(anchor.prefix) == "…" + "人" * CONTEXT
    assert words_after(anchor.suffix) == "人" * CONTEXT + "…"


def test_a_passage_that_cuts_a_word_keeps_its_rest():
    anchor = describe("x" * 30 + " y" * 30, 25, 27)
    assert words_before(anchor.prefix) == "x" * 25
