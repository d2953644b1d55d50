from __future__ import annotations

import dataclasses

import pytest

from articles.anchoring import Anchor, Relocation, describe

TEXT = "The ferry left at nine. 👩‍👩‍👧 The harbour was empty by ten, and the gulls had it back."


def test_an_anchor_keeps_position_quote_and_context():
    start = TEXT.index("harbour")
    anchor = describe(TEXT, start, start + 7)
    assert anchor.quote == "harbour"
    assert anchor.prefix == TEXT[start - 32 : start]
    assert anchor.suffix == " was empty by ten, and the gulls"
    assert len(anchor.prefix) == len(anchor.suffix) == 32
    assert anchor.stands_in(TEXT)


def test_offsets_are_code_points_so_an_emoji_of_five_counts_five():
    assert describe(TEXT, 24, 29).quote == "👩‍👩‍👧"


def test_context_ends_where_the_text_does():
    anchor = describe("all of it", 0, 9)
    assert (anchor.prefix, anchor.suffix) == ("", "")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3), (0, 10), (10, 11)])
def test_only_a_passage_of_the_text_can_be_described(start, end):
    with pytest.raises(ValueError, match="no passage"):
        describe("all of it", start, end)


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 3, ""), (None, 3, "the"), (0, None, "the"), (-1, 2, "the"), (3, 3, "the"), (4, 3, "the")],
)
def test_an_anchor_refuses_bad_states(start, end, quote):
    with pytest.raises(ValueError):
        Anchor(start, end, quote)


def test_an_anchor_may_hold_a_quote_that_is_not_at_its_position_any_more():
    anchor = Anchor(2, 5, "something longer")
    assert not anchor.stands_in("The text says something longer elsewhere.")


def test_an_anchor_without_a_position_stands_nowhere():
    assert not Anchor(None, None, "all").stands_in("all of it")


def test_a_position_behind_the_end_of_the_text_is_none():
    """Though a slice up to there is the quote."""
    assert not Anchor(4, 900, "end").stands_in("the end")


@pytest.mark.parametrize(
    ("state", "start", "end", "similarity"),
    [
        ("found", 0, 3, 1.0),
        ("exact", 0, 3, 0.9),
        ("exact", None, None, 1.0),
        ("moved", 0, 3, 1.0),
        ("moved", 3, 3, 0.9),
        ("moved", -1, 3, 0.9),
        ("moved", 0, None, 0.9),
        ("moved", 0, 3, 1.5),
        ("lost", 0, 3, 0.2),
        ("lost", None, None, -0.1),
    ],
)
def test_a_relocation_refuses_bad_states(state, start, end, similarity):
    with pytest.raises(ValueError):
        Relocation(state, start, end, similarity)


@pytest.mark.parametrize("value", [Anchor(0, 3, "the"), Relocation("exact", 0, 3, 1.0)])
def test_both_are_frozen(value):
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.start = 1
