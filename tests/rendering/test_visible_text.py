from __future__ import annotations

import nh3
import pytest
from hypothesis import given

from articles.rendering.visible_text import visible_text
from tests.rendering import generated_html, trees


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("&lt;b&gt; &amp;lt; &amp;amp; \"'&nbsp;", "<b> &lt; &amp; \"'\xa0"),
        ('<a href="https://a.b/?c=&lt;d&gt;" title="&gt;">e</a><br>f', "ef"),
        ("<pre><code>\n\ta\n</code></pre>", "\n\ta\n"),
        ("<p>👩\u200d👧 e\u0301 𝒳 \u2028</p>", "👩\u200d👧 e\u0301 𝒳 \u2028"),
    ],
)
def test_tags_go_and_entities_become_characters(html, text):
    assert visible_text(html) == text


@given(generated_html.articles)
def test_it_is_what_a_parser_reads(html):
    html = html.replace("<pre>\n", "<pre>")
    assert visible_text(html) == trees.text(trees.parsed(html))


def test_nh3_writes_nothing_that_looks_like_a_tag_in_text_or_attributes():
    html = nh3.clean("<a href='https://a.b/?<c>' title='d>e'>f>g</a>&#60;i&#62;")
    assert visible_text(html) == "f>g<i>"
    assert visible_text(nh3.clean("<a title='<b>\">'>c</a>")) == "c"
