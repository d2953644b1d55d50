from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.anchoring import Anchor, Relocation, describe, relocate

LETTER = (
    "Dear reader, the garden is open again. Come and see the roses. "
    "The café serves tea and cake from three on. Dogs have to wait outside."
)
TEXTS = st.text(st.sampled_from('ab e\u0301é.\n“"港町🙂\u200dאב\u0000\ud800A'), max_size=80)
WORDY = st.lists(
    st.sampled_from("the The garden is . , open\nagain 港 町 🙂 é".split(" ")), max_size=50
)
PROSE = WORDY.map(" ".join)


def find(text, quote, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return describe(text, start, start + len(quote))


def follow(old, new, quote, nth=0):
    """State and present text of a passage."""
    (found,) = relocate(old, new, [find(old, quote, nth)])
    return found.state, None if found.start is None else new[found.start : found.end]


def test_a_correction_before_a_passage_shifts_it():
    new = LETTER.replace("Dear reader,", "Dear readers and friends,")
    (found,) = relocate(LETTER, new, [find(LETTER, "the roses")])
    assert found == Relocation("exact", 65, 74, 1.0)


def test_several_anchors_come_back_in_their_order():
    anchors = [find(LETTER, quote) for quote in ("tea", "Dear", "Dogs")]
    new = "PS first. " + LETTER.replace("tea and", "")
    states = [found.state for found in relocate(LETTER, new, anchors)]
    assert states == ["lost", "exact", "exact"]


def test_no_anchors_no_relocations():
    assert relocate(LETTER, "", []) == []


@pytest.mark.parametrize(
    ("change", "quote", "expected"),
    [
        (("garden is", "garden was"), "the garden is open", ("moved", "the garden was open")),
        (("three on", "two on"), "tea and cake from three", ("moved", "tea and cake from two")),
        (("café", "CAFÉ"), "The café serves", ("moved", "The CAFÉ serves")),
        ((". ", ".\n\n"), "again. Come", ("moved", "again.\n\nCome")),
        (("Come and see the roses. ", ""), "roses", ("lost", None)),
        (("Come and see the roses. ", ""), "see the roses", ("lost", None)),
        (("Come and see the roses. ", ""), "the", ("exact", "the")),
        (("roses", "tulips"), "roses", ("lost", None)),
        (("roses", "rose"), "roses", ("moved", "rose")),
    ],
)
def test_what_becomes_of_a_passage(change, quote, expected):
    assert follow(LETTER, LETTER.replace(*change), quote) == expected


def test_a_word_deleted_does_not_go_to_the_same_word_elsewhere():
    old = "The roses are red. The garden has no roses in winter, and no visitors."
    new = "The garden has no roses in winter, and no visitors."
    assert follow(old, new, "roses", 0) == ("lost", None)
    assert follow(old, new, "roses", 1) == ("exact", "roses")


def test_a_passage_moved_with_its_paragraph_is_followed_to_the_word():
    one, two, three = LETTER.split(". ")[:3]
    old, new = f"{one}.\n{two}.\n{three}.", f"{three}.\n{two}.\n{one}."
    for word in ("garden", "roses", "café", "tea"):
        assert follow(old, new, word) == ("exact", word)


@pytest.mark.parametrize("nth", [0, 57, 149, 299])
def test_of_three_hundred_the_right_one(nth):
    random = Random(1)
    sentence = ["the " + "".join(random.choices("abcdefgh", k=5)) for _ in range(300)]
    old = " ".join(sentence)
    new = (
        "The note put in before. "
        + " ".join(sentence[:100])
        + " the the "
        + " ".join(sentence[100:])
    )
    anchor = find(old, "the ", nth)
    (found,) = relocate(old, new, [anchor])
    assert new[found.start : found.start + 9] == sentence[nth]


@pytest.mark.parametrize("quote", ["Dear reader", "outside.", LETTER])
def test_ends_of_the_text(quote):
    assert follow(LETTER, LETTER, quote) == ("exact", quote)
    assert follow(LETTER, f"A. {LETTER} Z.", quote) == ("exact", quote)


@pytest.mark.parametrize(
    "new",
    [
        "",
        "\n",
        "Nothing of that is left in here; this is about steel prices, mostly.",
        "本日は晴天なり。",
    ],
)
def test_everything_is_lost_when_nothing_is_left(new):
    anchors = [find(LETTER, quote) for quote in ("garden", "roses", "tea and cake", LETTER)]
    assert {found.state for found in relocate(LETTER, new, anchors)} == {"lost"}


@pytest.mark.parametrize(
    ("old", "new", "quote", "expected"),
    [
        (
            "港町の朝は早い。船が出る。",
            "昨日の話。港町の朝は早い。船が出る。",
            "船",
            ("exact", "船"),
        ),
        (
            "港町の朝は早い。船が出る。",
            "港町の朝は遅い。船が出る。",
            "朝は早い",
            ("moved", "朝は遅い"),
        ),
        ("שלום עולם. בוקר טוב.", "ערב. שלום עולם. בוקר טוב.", "בוקר", ("exact", "בוקר")),
        ("مرحبا بالعالم اليوم", "قال مرحبا بالعالم اليوم", "بالعالم", ("exact", "بالعالم")),
        ("so 👩‍👩‍👧 and 🇨🇭", "and so 👩‍👩‍👧 and 🇨🇭!", "👩‍👩‍👧", ("exact", "👩‍👩‍👧")),
        ("say “yes” now", 'say "yes" now', "“yes”", ("moved", '"yes"')),
    ],
)
def test_any_script(old, new, quote, expected):
    assert follow(old, new, quote) == expected


def test_another_normal_form_is_a_changed_passage_in_its_place():
    new = unicodedata.normalize("NFD", LETTER)
    assert follow(LETTER, new, "café") == ("moved", unicodedata.normalize("NFD", "café"))
    assert follow(new, LETTER, unicodedata.normalize("NFD", "café serves")) == (
        "moved",
        "café serves",
    )


def test_an_anchor_that_is_off_in_the_old_text_is_looked_for_there_first():
    anchor = find(LETTER, "the roses")
    stale = Anchor(anchor.start + 5, anchor.end + 5, anchor.quote, anchor.prefix, anchor.suffix)
    new = LETTER.replace("see the roses", "look at the roses")
    (found,) = relocate(LETTER, new, [stale])
    assert (found.state, new[found.start : found.end]) == ("exact", "the roses")


def test_an_anchor_that_is_not_in_the_old_text_is_looked_for_in_the_new_one():
    lost = Anchor(4, 9, "open on Sundays", "the garden is ", " again. Come")
    new = LETTER.replace("open again", "open on Sundays again")
    (found,) = relocate(LETTER, new, [lost])
    assert (found.state, new[found.start : found.end]) == ("exact", "open on Sundays")


def test_an_anchor_without_position_is_followed_too():
    assert relocate(LETTER, "So. " + LETTER, [Anchor(None, None, "Dogs have to wait")]) == [
        Relocation("exact", LETTER.index("Dogs") + 4, LETTER.index("Dogs") + 21, 1.0)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a" * 20_000, "a" * 20_001),
        ("a " * 20_000, "b " + "a " * 20_001),
        ("." * 20_000, "." * 19_999 + "!"),
        ("\n" * 5_000, "\n" * 4_999),
        ("ab " * 5_000 + "c", "ba " * 5_000 + "ab"),
        ("(" * 9_000 + "x" + ")" * 9_000, "(" * 8_000 + "x" + ")" * 9_500),
    ],
)
def test_texts_that_repeat_themselves(old, new):
    anchors = [describe(old, start, start + 50) for start in range(0, len(old) - 50, len(old) // 7)]
    for found in relocate(old, new, anchors):
        if found.state == "exact":
            assert new[found.start : found.end] == old[:50] or found.similarity == 1


@given(PROSE, st.data())
def test_an_unchanged_text_changes_nothing(text, data):
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(not text[start:end].isspace())
    anchor = describe(text, start, end)
    assert relocate(text, text, [anchor]) == [Relocation("exact", start, end, 1.0)]


@given(PROSE, PROSE, st.data())
def test_what_is_put_in_before_shifts_all_that_follows(text, before, data):
    # The inserted words are others than those of the text, so there is one truth only.
    before = (
        "".join("xyz"[ord(letter) % 3] if letter.isalpha() else " " for letter in before) + "\n"
    )
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(not text[start:end].isspace())
    (found,) = relocate(text, before + text, [describe(text, start, end)])
    assert found == Relocation("exact", start + len(before), end + len(before), 1.0)


@given(
    st.one_of(TEXTS, PROSE),
    st.one_of(TEXTS, PROSE),
    st.text(st.sampled_from("ab e\u0301é.\n港 the🙂"), min_size=1, max_size=9),
    st.integers(0, 60),
    st.one_of(TEXTS, st.just("")),
)
def test_nothing_raises_and_every_answer_holds(old, new, quote, start, context):
    anchors = [
        Anchor(start, start + len(quote), quote, context[:32], context[-32:]),
        Anchor(None, None, quote, context[:9]),
    ]
    anchors += [describe(old, low, len(old) - low) for low in range(0, len(old) // 2, 7)]
    found = relocate(old, new, anchors)
    assert len(found) == len(anchors)
    for anchor, place in zip(anchors, found, strict=True):
        if place.state != "lost":
            assert 0 <= place.start < place.end <= len(new)
            assert (new[place.start : place.end] == anchor.quote) == (place.state == "exact")
