from __future__ import annotations

import pytest

from articles.rendering.sanitise import clean
from articles.rendering.tidy import tidy

LINK = 'rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([1, 2, 3, 2, 1], [2, 3, 4, 3, 2]),
        ([2, 3, 2], [2, 3, 2]),
        ([3, 1, 4], [2, 2, 3]),
        ([2, 4, 6, 4], [2, 3, 4, 3]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_continue_the_outline_without_gaps(levels, shown):
    html = tidy("".join(f"<h{level}>a</h{level}>" for level in levels))
    assert html == "\n".join(f"<h{level}>a</h{level}>" for level in shown)


def test_a_heading_without_words_is_none():
    assert tidy("<h1> </h1><h2>a</h2><h3><a></a></h3>") == "<h2>a</h2>"


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        (
            '<img src="https://a.b/c.png" alt="d  &amp;\n&lt;e&gt; &quot;">',
            'Image: d &amp; &lt;e&gt; "',
        ),
        ('<img src="https://a.b/c.png?d#e">', "Image: c.png"),
        ('<img src="https://a.b/" alt="">', "Image"),
    ],
)
def test_an_image_becomes_a_link_to_it(image, shown):
    source = image.split('"')[1]
    assert tidy(image) == f'<a href="{source}" {LINK}>{shown}</a>'


def test_within_a_link_an_image_is_words():
    html = f'<a href="https://a.b" {LINK}><img src="https://c.d/e.png" alt="f"></a>'
    assert tidy(html) == f'<a href="https://a.b" {LINK}>Image: f</a>'


def test_an_image_without_an_address_is_words():
    assert tidy('a <img alt="b"> c<img>') == "a Image: b c"


def test_an_image_does_not_run_into_words():
    assert tidy('a<img alt="b">c <img alt="d">, e') == "a Image: b c Image: d, e"


def test_links_that_lead_nowhere_are_words():
    assert tidy(f"<p><a {LINK}>a</a><a></a></p><p><a></a></p>") == "<p>a</p>"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a</p><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("a<p> b </p> c", "a\n<p>b</p>\nc"),
        ("<div><p>a</p></div><p>b</p>", "<div><p>a</p></div>\n<p>b</p>"),
        ("<ul><li>a</li> <li>b</li></ul>c", "<ul><li>a\n</li><li>b</li></ul>\nc"),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            "<ul><li>a\n<ul><li>b\n</li></ul></li><li>c</li></ul>",
        ),
        (
            "<table><tbody> <tr><td>a</td> <td></td></tr><tr><td>b</td></tr></tbody></table>",
            "<table><tbody><tr><td>a\n</td><td></td></tr><tr><td>b</td></tr></tbody></table>",
        ),
        ("<p>a <br> b<br></p><p>c</p>", "<p>a<br>\nb<br></p>\n<p>c</p>"),
        ("<p>a<b> b </b></p><p>c</p>", "<p>a<b> b </b></p>\n<p>c</p>"),
        ("<pre>\n\n a \n</pre><p>b</p>", "<pre> a \n</pre><p>b</p>"),
        ("<pre>a</pre>b", "<pre>a</pre>\nb"),
        ("<pre><code>\na<br>b</code></pre>", "<pre><code>\na\nb</code></pre>"),
        ("<hr><p>a</p><hr><hr>b", "<hr><p>a</p>\n<hr><hr>b"),
        ("<div>a<p> </p></div><p></p>b", "<div>a</div>\nb"),
        ("<p> </p><p>a</p><p><b></b></p>", "<p>a</p>\n<p><b></b></p>"),
    ],
)
def test_one_newline_is_between_blocks_and_lines(html, shown):
    assert tidy(html) == shown
    assert clean(shown) == shown


def test_header_cells_say_what_they_head():
    html = '<table><thead><tr><th>a</th><th scope="row">b</th></tr></thead></table>'
    assert '<th scope="col">a\n</th><th scope="row">b</th>' in tidy(html)


@pytest.mark.parametrize("span", ["0", "100", "1000000", "-1", "a", ""])
def test_spans_beyond_reason_go(span):
    html = '<table><tbody><tr><td colspan="99">a</td></tr></tbody></table>'
    assert tidy(html) == html
    assert "span" not in tidy(html.replace("99", span))
