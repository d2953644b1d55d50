"""The text of an article's HTML, its outermost blocks, and what a mark may not hold."""

from __future__ import annotations

import pytest
from hypothesis import given

from articles.rendering import render
from articles.rendering.safe_html import safe_html
from articles.rendering.strands import blocks, strands, unmarkable
from tests.rendering import generated_html, trees


@given(generated_html.articles)
def test_the_text_is_what_the_parser_reports(html):
    assert "".join(strand.shown for strand in strands(html)) == trees.text(trees.parsed(html))


@given(generated_html.articles)
def test_blocks_joined_are_the_html(html):
    found = list(blocks(html))
    assert "".join(block.html for block in found) == html
    text = trees.text(trees.parsed(html))
    assert [text[block.start : block.end] for block in found] == [
        trees.text(trees.parsed(block.html)) for block in found
    ]


def test_blocks_are_the_outermost_elements_and_what_lies_between():
    html = "<p>a <b>b</b></p>\n<ul><li><p>c</p></li></ul><hr>d <em>e</em>"
    assert [block.html for block in blocks(html)] == [
        "<p>a <b>b</b></p>",
        "\n",
        "<ul><li><p>c</p></li></ul>",
        "<hr>",
        "d <em>e</em>",
    ]
    assert [(block.start, block.end) for block in blocks(html)] == [
        (0, 3),
        (3, 4),
        (4, 5),
        (5, 5),
        (5, 8),
    ]


@given(generated_html.articles)
def test_in_rendered_articles_everything_can_be_marked(html):
    assert unmarkable(safe_html(html)) == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<pre>\n\n- a\n- b", "a\nb"),
        ("<pre><table><tr><td>a\n<tr> <td>b", "a\nb"),
        ("<ul>a<b>\n\nb", "a\nb"),
        ("<ul><table><b>a", "a\n"),
        ("<ul><pre>a</pre>\n\nb", "a\nb"),
        ("<dl>a<b><li>b", "a\nb"),
    ],
)
def test_what_an_author_left_unfinished_can_be_marked_throughout(body, text):
    rendered = render(body)
    assert rendered.text == text
    assert unmarkable(rendered.html) == []


def test_space_between_cells_and_items_is_unmarkable():
    html = "<p>a</p>\n<ul>\n<li>b\n<p>c</p>\n</li></ul><table><tr>\n<td>\n</td></tr></table>"
    # The newline after <p> may be marked in the container, those within an item and a cell there.
    assert unmarkable(html) == [(2, 3), (7, 8)]
