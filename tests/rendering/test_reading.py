from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n ", 0),
        ("One, two\nthree\tfour.", 4),
        ("don't re-count 1,000.5", 3),
        ("naïve café", 2),
        ("하나 둘 셋", 3),
        ("واحد اثنان", 2),
        ("शब्द दो", 2),
        ("你好世界", 2),
        ("你好，世界。再见！", 3),
        ("日本語のテキスト", 4),
        ("Python 是好的 language", 4),
        ("กินข้าวแล้ว", 3),
    ],
)
def test_words_are_counted_in_every_script(text, words):
    assert count_words(text) == words


@given(st.text(), st.text())
def test_texts_one_after_the_other_add_up(one, other):
    both = count_words(f"{one}\n{other}")
    assert both <= count_words(one) + count_words(other) <= both + 2


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (476, 2), (2380, 10)])
def test_minutes(words, minutes):
    assert reading_minutes(words) == minutes
