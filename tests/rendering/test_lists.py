from __future__ import annotations

import pytest

from articles.rendering import render
from articles.rendering.lists import regular_lists


def regular(source: str) -> str:
    return "\n".join(regular_lists(source.split("\n")))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("- a\n  - b\n    - c\n  - d\n- e", "- a\n    - b\n        - c\n    - d\n- e"),
        ("- a\n    - b\n        - c", "- a\n    - b\n        - c"),
        ("1. a\n   - b\n2. c", "1. a\n    - b\n2. c"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("  * a\n  * b", "* a\n* b"),
        ("text:\n- a\n- b", "text:\n\n- a\n- b"),
        ("# head\n- a", "# head\n\n- a"),
        ("- a\n  more\nlazy\n- b", "- a\nmore\nlazy\n- b"),
        ("- a\n\n  second\n\n      code", "- a\n\n    second\n\n        code"),
        ("- a\n\ntext", "- a\n\ntext"),
        ("- a\n1. b", "- a\n\n1. b"),
        ("- a\n> b\n\n- c\n## d", "- a\n\n> b\n\n- c\n\n## d"),
        ("- a\n***\n- b", "- a\n\n***\n\n- b"),
    ],
)
def test_lists_of_commonmark_become_regular(written, read):
    assert regular(written) == read


@pytest.mark.parametrize(
    "source",
    [
        "In the summer of\n1984. That was a year",
        "- - -",
        "* * *",
        "    - code\n    - more",
        "-no item",
        "*emphasis* here",
        "a\n\n\nb",
    ],
)
def test_what_is_no_list_stays(source):
    assert regular(source) == source


def test_levels_are_seen_in_the_page():
    assert render("text\n- one\n  - two\n    more\n- three").html == (
        "<p>text</p>\n<ul><li>one\n<ul><li>two\nmore\n</li></ul></li><li>three</li></ul>"
    )


def test_levels_beyond_reason_are_text():
    source = "\n".join("  " * level + f"- {level}" for level in range(200))
    rendered = render(source)
    assert rendered.html.count("<ul>") < 20
    assert all(str(level) in rendered.text for level in range(200))
