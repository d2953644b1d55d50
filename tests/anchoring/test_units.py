from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.anchoring import describe, relocate, units
from articles.anchoring.words import words
from tests.anchoring.test_alignment import prose

SENTENCE = "Sentence {} tells of ferry {} and of the harbour it left at {} in the morning. "
LONG = "".join(SENTENCE.format(n, n * 7919 % 65_521, n % 24) for n in range(20_000))


def test_texts_of_an_articles_size_fall_into_words():
    old, new = units.units(LONG[:100_000], LONG[200:100_000])
    assert old == words(LONG[:100_000])
    assert new == words(LONG[200:100_000])


def test_of_longer_texts_what_is_equal_and_far_from_a_change_is_one_unit():
    changed = LONG[:500_000] + "And then? " + LONG[500_000:]
    old, new = units.units(LONG, changed)
    assert len(old) < 200
    assert len(new) - len(old) == 3
    for one, text in ((old, LONG), (new, changed)):
        assert one.written == [text[i:j] for i, j in zip(one.starts, one.ends, strict=True)]
        assert one.starts[0] == 0
        assert one.ends[-1] == len(text)
        assert all(i < j for i, j in zip(one.starts, one.ends, strict=True))
        assert all(j <= i for j, i in zip(one.ends, one.starts[1:], strict=False))


def test_more_changes_than_there_is_room_for_fall_into_pieces():
    old, new = units.units(LONG, LONG[700_000:] + LONG[:700_000].upper())
    assert len(old) + len(new) < units.MOST_WORDS
    assert len(old) > 500


def test_a_long_text_is_followed_through_many_changes():
    step = 2_000
    parts = [LONG[at : at + step] for at in range(0, len(LONG), step)]
    new = "An inserted sentence. ".join(parts)
    anchors = [describe(LONG, at, at + 60) for at in range(100, len(LONG) - 60, step)]
    found = relocate(LONG, new, anchors)
    shift = len("An inserted sentence. ")
    assert [place.start for place in found] == [
        anchor.start + number * shift for number, anchor in enumerate(anchors)
    ]
    assert {place.state for place in found} == {"exact"}


def test_what_changed_places_in_a_long_text_is_found():
    middle = len(LONG) // 2
    anchors = [describe(LONG, at, at + 80) for at in range(5_000, len(LONG) - 5_000, 10_000)]
    new = LONG[middle:] + LONG[:middle]
    found = relocate(LONG, new, anchors)
    assert {place.state for place in found} == {"exact"}
    assert all(
        new[place.start : place.end] == anchor.quote
        for place, anchor in zip(found, anchors, strict=True)
    )


def test_a_changed_passage_of_a_long_text_moves():
    start = LONG.index("Sentence 10000 ")
    new = "At first. " + LONG.replace("Sentence 10000 tells of", "Sentence 10000 speaks about")
    [found] = relocate(LONG, new, [describe(LONG, start, start + 60)])
    assert found.state == "moved"
    assert new[found.start : found.end].startswith("Sentence 10000 speaks about ferry")


@given(prose, prose, prose, st.data())
def test_in_pieces_too_an_exact_place_has_the_quote(one, two, three, data):
    old, new = f"{one} {two} {three}" * 30, f"{one} {three} {two}" * 30
    start = data.draw(st.integers(0, len(old) - 1))
    anchor = describe(old, start, data.draw(st.integers(start + 1, len(old))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "_MOST_TEXT", 0)
        [found] = relocate(old, new, [anchor])
        [same] = relocate(old, old, [anchor])
    if found.state == "exact":
        assert new[found.start : found.end] == anchor.quote
    assert (same.start, same.end) == (anchor.start, anchor.end) or anchor.quote.isspace()
