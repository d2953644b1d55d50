from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import normalise

any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d", "a\nb\nc\nd"),
        ("\x00a\x1b[0mb\x7fc\x9fd", "a[0mbcd"),
        ("\ud83d\ude00 \ud83d \ude00", "😀 \ufffd \ufffd"),
        ("a\ufffeb\uffffc\ufdd0d\U0001ffffe\U0010fffef", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"),
    ],
)
def test_what_a_browser_would_change_is_changed(odd, expected):
    assert normalise(odd) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tab\tand\nnewline",
        "e\u0301 é",
        "no-break\xa0space, joiner 👩\u200d👧, mark \u202eabc\u202c, \ufeff, \u2028, own \ue000",
    ],
)
def test_everything_else_stays_in_its_form(text):
    assert normalise(text) == text


@given(any_text)
def test_any_text_becomes_one_that_can_be_stored_and_shown(text):
    normal = normalise(text)
    normal.encode()
    assert normalise(normal) == normal
    categories = {unicodedata.category(char) for char in normal if char not in "\t\n"}
    assert not categories & {"Cc", "Cs"}
    assert not any(ord(char) & 0xFFFE == 0xFFFE for char in normal)
