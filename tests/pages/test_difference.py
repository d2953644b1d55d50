from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from articles.pages.difference import MOST_LINES, MOST_PARTS, MOST_WORDS, difference


def state(body: str, **values: object) -> SimpleNamespace:
    shared = {"title": "T", "byline": "", "source_name": "S", "url": "", "markup": "plain"}
    return SimpleNamespace(body=body, **shared | {"published_at": None} | values)


def test_changed_words_alone_are_marked():
    (change,) = difference(state("The ferry left at noon."), state("The ferry left at dawn."))
    assert [part.text for part in change.old if part.changed] == ["noon"]
    assert [part.text for part in change.new if part.changed] == ["dawn"]


def test_added_and_removed_paragraphs():
    kinds = [one.kind for one in difference(state("one\ntwo"), state("one\ntwo\nthree"))]
    assert kinds == ["same", "same", "added"]
    kinds = [one.kind for one in difference(state("one\ntwo"), state("two"))]
    assert kinds == ["removed", "same"]


def test_long_unchanged_passages_are_left_out_and_counted():
    body = "\n".join(f"paragraph {number}" for number in range(50))
    changes = difference(state(body + "\nold"), state(body + "\nnew"))
    assert [one.kind for one in changes] == ["same", "skipped", "same", "changed"]
    assert changes[1].label == "48 paragraphs as before"


def test_changed_headers_come_first_with_their_names():
    old = state("x", title="Ferry sails", published_at=None)
    new = state("x", title="Ferry stays", published_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    labels = [one.label for one in difference(old, new) if one.label]
    assert labels == ["Title", "Published"]


def test_blank_lines_are_no_change():
    assert [one.kind for one in difference(state("a\n\nb"), state("a\nb"))] == ["same", "same"]


def test_what_is_too_long_to_compare_word_by_word_is_shown_whole():
    many = "word " * (MOST_WORDS + 1)
    (change,) = difference(state(many), state("short"))
    assert [part.changed for part in change.old + change.new] == [True, True]
    lines = "\n".join(f"{number}" for number in range(MOST_LINES + 1))
    (change,) = difference(state(lines), state("short"))
    assert change.kind == "changed"


def test_a_page_of_changes_has_an_end():
    old, new = "\n".join(["a b " * 300] * 200), "\n".join(["b a c " * 200] * 200)
    changes = difference(state(old), state(new))
    assert sum(len(one.old) + len(one.new) for one in changes) < MOST_PARTS + 5_000
    assert "".join(part.text for part in changes[-1].new) == "b a c " * 200


lines = st.lists(
    st.sampled_from(["a b c", "a x c", "الميناء", "港口 開放", "d", "e, f."]), max_size=3
)


@given(lines, lines)
def test_each_side_reads_as_its_state(old, new):
    changes = difference(state("\n".join(old)), state("\n".join(new)))
    if any(change.kind == "skipped" for change in changes):
        return
    before = ["".join(p.text for p in c.old) for c in changes if c.kind != "added"]
    after = [
        "".join(p.text for p in (c.old if c.kind == "same" else c.new))
        for c in changes
        if c.kind != "removed"
    ]
    assert (before, after) == (old, new)
