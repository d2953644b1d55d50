from __future__ import annotations

import pytest

from articles.rendering import render
from articles.rendering.budget import TooMuchWork
from articles.rendering.safe_html import safe_html


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
        ("<table>a<tr><td>b</table>", "a\n<table><tbody><tr><td>b</td></tr></tbody></table>"),
        ("a&#13;b&#0;c&#x85;d&#xFFFE;e&#1;f", "a\nb\ufffdc…d\ufffdef"),
        ("<pre>&#10;&#13;a</pre>", "<pre>a</pre>"),
        ("<p>&nbsp;a\xa0b</p>", "<p>&nbsp;a&nbsp;b</p>"),
    ],
)
def test_html_becomes_what_a_parser_would_read(html, safe):
    assert safe_html(html) == safe


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 40,
        "<b>" * 40 + "a",
        "<ul><li>" * 40,
        "<li><dd>" * 40,
        "<b></i><p>" * 40,
        "&" * 50_000,
        "\xa0" * 50_000,
        "<p><b lang=a><b lang=b><b lang=c><b lang=d><b lang=e><b lang=f><b lang=g>" + "<p>a" * 2000,
    ],
)
def test_what_the_sanitiser_would_choke_on_is_refused(html):
    with pytest.raises(TooMuchWork):
        safe_html(html)


@pytest.mark.parametrize("html", ["<div>" * 40 + "a", "<li><dd>" * 40 + "a", "&" * 50_000])
def test_such_a_body_is_shown_literally(html):
    assert render(html).text == html


def test_what_ends_by_itself_may_go_on_for_long():
    items = "<ul>" + "<li>a" * 500 + "</ul>" + "<dl>" + "<dt>a<dd>b" * 500 + "</dl>" + "<p>a" * 500
    assert safe_html(items).count("a") == 1500
