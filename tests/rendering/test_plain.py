from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import render
from tests.rendering import trees


def test_each_line_is_a_paragraph():
    rendered = render("One.\nTwo.\n\n\nThree.\n", "plain")
    assert rendered.html == "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"
    assert rendered.text == "One.\nTwo.\nThree."


def test_nothing_is_read_as_markup():
    body = "# *a* _b_ <b>c</b> &amp; [d](http://e.f)\n- `g`\n    h"
    rendered = render(body, "plain")
    assert rendered.text == body
    assert rendered.html.count("<p>") == rendered.html.count("<") / 2 == 3
    assert "&lt;b&gt;c&lt;/b&gt; &amp;amp;" in rendered.html


def test_blanks_within_and_around_a_line_stay():
    assert render("  a  b \n\t\n \u3000\nc", "plain").text == "  a  b \nc"


def test_nothing_makes_nothing():
    for body in ("", "\n", " \t\r\n"):
        rendered = render(body, "plain")
        assert (rendered.html, rendered.text) == ("", "")


@given(st.text(st.characters(exclude_categories=())))
def test_text_is_the_lines_and_what_a_parser_reads(body):
    rendered = render(body, "plain")
    assert trees.text(trees.parsed(rendered.html)) == rendered.text
    assert rendered.text.split("\n") == [
        part[2][0] for part in trees.parsed(rendered.html)[::2]
    ] or (rendered.text == "")
