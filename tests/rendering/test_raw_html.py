from __future__ import annotations

import pytest

from articles.rendering import render
from articles.rendering.raw_html import pass_on


@pytest.mark.parametrize(
    "html",
    [
        "<b>a</b>",
        '<A HREF="b">c</A>',
        "<img src=a alt='b>c'>",
        "<td style=\"a\"width='3'>",
        "<br/>",
        "a &amp; b &#1; &#xAF; &eacute;",
    ],
)
def test_allowed_elements_and_entities_are_passed_on(html):
    assert pass_on(html) == html


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("Vec<T> <stdio.h>", "Vec&lt;T> &lt;stdio.h>"),
        ("<Button> <b c", "&lt;Button> &lt;b c"),
        ("<?php ?> <!DOCTYPE a> <![CDATA[b]]>", "&lt;?php ?> &lt;!DOCTYPE a> &lt;![CDATA[b]]>"),
        ("AT&T; &;", "AT&amp;T; &amp;;"),
        ("<b" + " a=1" * 51 + ">", "&lt;b" + " a=1" * 51 + ">"),
    ],
)
def test_what_is_no_tag_becomes_text(text, escaped):
    assert pass_on(text) == escaped


@pytest.mark.parametrize(
    ("html", "passed"),
    [
        ("a<script>b<c></script >d", "ad"),
        ("a<SVG><text>b</text></svg>c", "ac"),
        ("a<!-- b -->c", "ac"),
        ("a<font color=red>b</font>c", "abc"),
        ("<form><input>a</form>", "<div>a</div>"),
        ("<section dir=rtl>a</section>", "<div dir=rtl>a</div>"),
        ("</script>a</style>", "a"),
    ],
)
def test_other_elements_of_html_go(html, passed):
    assert pass_on(html) == passed


@pytest.mark.parametrize("html", ["<script>a", "<!-- a", "<textarea>a", "<style>a</script>"])
def test_what_would_swallow_the_rest_becomes_text(html):
    assert pass_on(html).startswith("&lt;")
    assert render(f"before {html} after\n\nand on").text.endswith("after\nand on")


@pytest.mark.parametrize("name", ["iframe", "video", "audio", "embed"])
def test_what_is_embedded_becomes_a_link(name):
    html = render(f'<{name} width=1 src="https://a.b/?c=d&e=f" title=g></{name}>').html
    link = '<a href="https://a.b/?c=d&amp;e=f" rel="noopener nofollow ugc">Embedded content</a>'
    assert html == f"<p>{link}</p>"


@pytest.mark.parametrize("source", ["javascript:a()", "/relative", "//a.b", "data:text/html,a"])
def test_nothing_else_is_linked_to(source):
    assert render(f"a <iframe src='{source}'></iframe> b").html == "<p>a  b</p>"
