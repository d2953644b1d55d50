from __future__ import annotations

import pytest

from articles.rendering import render
from articles.rendering.html_blocks import take_out_html


def taken(source: str) -> tuple[str, list[str]]:
    stashed: list[str] = []

    def stash(html: str) -> str:
        stashed.append(html)
        return f"({len(stashed)})"

    return "|".join(take_out_html(source.split("\n"), stash)), stashed


@pytest.mark.parametrize(
    ("source", "left", "html"),
    [
        ("<div>\n*a*\n\n*b*\n</div>", "|(1)|||*b*||(2)|", ["<div>\n*a*", "</div>"]),
        ("a\n<p align=left>b\nc\n\nd", "a||(1)|||d", ["<p align=left>b\nc"]),
        (
            "<table>\n<tr>\n\n<td><table></table>\n\n</table> a\nb",
            "|(1)||b",
            ["<table>\n<tr>\n\n<td><table></table>\n\n</table> a"],
        ),
        ("<script>\na\n\nb\n</script>\nc", "|(1)||c", [""]),
        ("<!-- a\n\nb -->\nc", "|(1)||c", [""]),
        ("<pre>\na\n\n<b>\n</pre>", "|(1)|", ["<pre>\na\n\n<b>\n</pre>"]),
        ("<ul>\n<li>\n\nnever closed", "|(1)|||never closed", ["<ul>\n<li>"]),
    ],
)
def test_a_block_reaches_to_the_blank_line_or_to_its_end(source, left, html):
    assert taken(source) == (left, html)


@pytest.mark.parametrize(
    "source",
    [
        "<b>a</b>",
        "a <div>",
        "    <div>",
        "<Widget>",
        "<script>\nnever\n\nclosed",
        "<!-- never",
        "<",
    ],
)
def test_other_lines_stay(source):
    assert taken(source) == ("|".join(source.split("\n")), [])


def test_markdown_is_read_between_the_tags_of_a_box():
    assert render('<blockquote class="x">\n\n*a*\n\n<cite>b</cite>\n\n</blockquote>').html == (
        "<blockquote><p><em>a</em></p>\n<p><cite>b</cite></p></blockquote>"
    )
