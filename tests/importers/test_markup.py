from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers import read
from articles.importers.markup import recognise
from tests.importers import at_hand


def test_recognition_agrees_with_the_articles_at_hand(article_files):
    rows = at_hand.manifest()
    drafts = read([str(path) for path in article_files])
    wrong = [
        draft.origin
        for path, draft in zip(article_files, drafts, strict=True)
        if draft.markup != at_hand.flavour(path, rows)
    ]
    assert len(wrong) * 100 <= len(article_files), wrong


PARAGRAPHS = "The mayor spoke first.\nThe council listened.\nNobody voted."


@pytest.mark.parametrize(
    "stray",
    [
        "* This figure covers six months.",
        "# Renamo holds the town, it says",
        "#police #headquarters",
        "1. Why now?",
        "1. Why now?\n2. Why not?",
        "- No.\n- Yes.",
        "It was 5 * 3 * 2 metres, snake_case and f**k.",
        "[1] See the report. [^2]: A note.",
        "[^1]: Maia et al. (2019).",
        "a < b and b > a, says <unknown>",
        "More:",
        "Author: **unknown**",
        "Published at: **2020-01-01**\nOriginal: [The Paper](https://paper.example/a)",
        "---",
        "> quoted",
        "![A picture](https://example.com/a.jpg)",
    ],
)
def test_stray_signs_leave_an_article_plain(stray):
    assert recognise(f"{PARAGRAPHS}\n{stray}\nAnd so on.") == "plain"


@pytest.mark.parametrize(
    "body",
    [
        "One **bold** word.",
        "One [link](https://example.com) alone.",
        "Intro\n## Part one\nText\n## Part two\nText",
        "Code:\n```\nx = 1\n```\nText",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Fruit:\n* apples\n* pears",
        "Some *emphasis* and `code`.",
    ],
)
def test_clear_markdown_needs_no_blank_lines(body):
    assert recognise(body) == "markdown"


@pytest.mark.parametrize(
    "sign",
    [
        "# Heading",
        "Heading\n=======",
        "* one\n* two",
        "1. one\n2. two",
        "> quoted",
        "***",
        "an *emphasised* word",
        "fish &amp; chips",
        "![A picture](a.jpg)",
        "a<br>b",
        "    code",
        "prose that was\nwrapped at a\nnarrow margin",
    ],
)
def test_one_sign_is_enough_between_blank_lines(sign):
    assert recognise(f"The mayor spoke first.\n\n{sign}\n\nNobody voted.") == "markdown"


def test_plain_text_with_blank_lines_keeps_what_markdown_would_take():
    assert recognise("One.\n\n* A footnote.\n\nTwo.") == "plain"
    assert recognise("One.\n\n#hashtag\n\nTwo.") == "plain"
    assert recognise("One <unknown>.\n\nTwo.") == "plain"
    long = "A paragraph of its own, and a long one. " * 5
    assert recognise(f"{long}\n{long}\n\n{long}\n{long}") == "plain"
    assert recognise("    An indented paragraph.\n\n    Another.") == "plain"


@given(st.text(st.sampled_from("a *_#[]()`<>-|!:1.\n\t") | st.characters()))
def test_any_text_is_one_or_the_other(body):
    assert recognise(body) in ("plain", "markdown")
