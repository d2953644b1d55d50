from __future__ import annotations

import textwrap

import pytest

from articles.rendering import render
from articles.rendering.prose import paragraphs_apart

SENTENCES = [
    "The council met on Tuesday to decide about the harbour, and it decided nothing at all.",
    "“We shall meet again,” said the mayor of Lunby, who had come late and left early.",
    "Nobody asked her when that would be, although two of the papers had sent someone to do so.",
    "The harbour stays as it is: open in the morning, closed at noon, and full of gulls.",
]
CHINESE = [
    "港口会议周二举行，但没有作出任何决定。",
    "市长说：“我们还会再开会。”",
    "没有人问她什么时候。",
]
ARABIC = [
    "اجتمع المجلس يوم الثلاثاء ولم يقرر شيئا.",
    "قالت العمدة: هل نجتمع مرة أخرى؟",
    "لم يسألها أحد متى.",
]


def paragraphs(source: str) -> int:
    return render(source).html.count("<p>")


@pytest.mark.parametrize("lines", [SENTENCES, CHINESE, ARABIC, ["First one.", "Second.", "Third!"]])
def test_lines_that_are_never_parted_are_paragraphs(lines):
    assert paragraphs("\n".join(lines)) == len(lines)
    assert render("\n".join(lines)).text == "\n".join(lines)


def test_headings_lists_and_quotes_between_do_not_matter():
    body = "# Harbour\n" + "\n".join(SENTENCES) + "\n- a list\n- of two\n\n## Gulls\n"
    body += "\n".join(SENTENCES) + "\n> a quote"
    assert paragraphs(body) == 2 * len(SENTENCES) + 1  # and the quote's


def test_lines_broken_by_an_editor_stay_a_paragraph():
    for width in (60, 72, 80, 100):
        assert paragraphs(textwrap.fill(" ".join(SENTENCES * 3), width)) == 1


def test_lines_stay_together_where_blank_lines_part_paragraphs():
    assert paragraphs("\n\n".join(["\n".join(SENTENCES)] * 3)) == 3


def test_a_line_break_stays_one():
    assert render("One.  \nTwo.").html == "<p>One.<br>\nTwo.</p>"


@pytest.mark.parametrize(
    "source",
    [
        "Title\n=====",
        "Title\n-----\n",
        "- item\ngoes on\nand on",
        "> quote\ngoes on",
        "a | b\n--- | ---\nc | d\ne | f",
        "    code\n    code",
        "[a]: https://b.c\n[d]: https://e.f",
    ],
)
def test_lines_of_other_blocks_stay(source):
    assert paragraphs_apart(source.split("\n")) == source.split("\n")


def test_a_table_is_parted_from_the_paragraph_before():
    source = "text\na | b\n--- | ---\nc | d"
    assert paragraphs_apart(source.split("\n")) == ["text", "", "a | b", "--- | ---", "c | d"]
