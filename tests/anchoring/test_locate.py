from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.anchoring import Anchor, Relocation, describe, locate

LETTER = (
    "Dear reader, the garden is open again. Come and see the roses. "
    "The café serves tea and cake from three on. Dogs have to wait outside the gate."
)


def anchor(text, quote, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return describe(text, start, start + len(quote))


def located(text, wanted):
    found = locate(text, wanted)
    return found.state, None if found.start is None else text[found.start : found.end]


def test_at_its_position_with_its_context():
    wanted = anchor(LETTER, "the", 1)
    assert locate(LETTER, wanted) == Relocation("exact", wanted.start, wanted.end, 1.0)


def test_the_context_tells_equal_quotes_apart_whatever_was_put_in():
    text = "In the news: the old gate is closed. " + LETTER
    for nth in range(3):
        found = locate(text, anchor(LETTER, "the", nth))
        assert found.start == LETTER_PLACES[nth] + len("In the news: the old gate is closed. ")


LETTER_PLACES = [i for i in range(len(LETTER)) if LETTER[i : i + 4] == "the "]


def test_a_short_quote_without_its_context_is_lost():
    text = "A text about other things in which the same short words happen to stand, like tea."
    assert located(text, anchor(LETTER, "the", 1)) == ("lost", None)
    assert located(text, anchor(LETTER, "tea")) == ("lost", None)


def test_a_long_quote_needs_no_context():
    text = "He said: “Come and see the roses.” We did."
    assert located(text, anchor(LETTER, "Come and see the roses.")) == (
        "exact",
        "Come and see the roses.",
    )


def test_a_changed_quote_is_found_by_its_context():
    text = LETTER.replace("tea and cake from three", "coffee and cake from four")
    assert located(text, anchor(LETTER, "serves tea and cake from three on")) == (
        "moved",
        "serves coffee and cake from four on",
    )


def test_a_removed_quote_is_lost():
    text = LETTER.replace("Come and see the roses. ", "")
    assert located(text, anchor(LETTER, "Come and see the roses")) == ("lost", None)


@pytest.mark.parametrize(("start", "expected"), [(None, None), (3, 0), (15, 14), (8, None)])
def test_where_nothing_else_tells_the_nearest_counts_if_it_is_clearly_so(start, expected):
    end = None if start is None else start + 12
    found = locate("on and on on. on and on on.", Anchor(start, end, "on and on on"))
    assert found.start == expected


def test_an_anchor_from_elsewhere_has_a_quote_only():
    assert located(LETTER, Anchor(None, None, "cake")) == ("exact", "cake")


@pytest.mark.parametrize("text", ["", "\n", "x", "the " * 5000])
def test_odd_texts(text):
    for wanted in (anchor(LETTER, "roses"), anchor(LETTER, "the"), anchor(LETTER, LETTER)):
        found = locate(text, wanted)
        assert found.state == "lost"


words = st.lists(st.sampled_from("the garden is . é 港 🙂 \n".split(" ")), min_size=1, max_size=40)


@given(words.map(" ".join), words.map(" ".join), st.data())
def test_every_answer_holds(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = locate(new, describe(old, start, end))
    if found.state != "lost":
        assert 0 <= found.start < found.end <= len(new)
        assert (new[found.start : found.end] == old[start:end]) == (found.state == "exact")
    assert locate(old, describe(old, start, end)) == Relocation("exact", start, end, 1.0)


def test_the_last_words_of_a_text_end_with_it_whatever_the_anchor_says():
    text = f"{LETTER} The end."
    start = text.index("The end.")
    found = locate(text, Anchor(start, 9_000_000, "The end.", text[start - 32 : start]))
    assert found == Relocation("exact", start, len(text), 1.0)
