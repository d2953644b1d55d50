"""White space between blocks moves into them, and neither the text nor the tree notices."""

from __future__ import annotations

import pytest
from hypothesis import given

from articles.rendering.spacing import enclose_space
from articles.rendering.strands import unmarkable
from tests.rendering import generated_html, trees


@pytest.mark.parametrize(
    ("html", "enclosed"),
    [
        ("<p>a</p>\n<p>b</p>", "<p>a\n</p><p>b</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>\na\n</li><li>b\n</li></ul>"),
        (
            "<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n<tr><td>c</td></tr></table>",
            "<table><tr><td>\n\na\n</td><td>b\n\n</td></tr><tr><td>c</td></tr></table>",
        ),
        (
            "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>",
            "<blockquote><p>\na\n\n</p></blockquote><p>b</p>",
        ),
        # It would be seen in <pre>, and there is nothing to go into beside <hr>.
        ("<pre>a</pre>\n<pre>b</pre>", "<pre>a</pre>\n<pre>b</pre>"),
        ("<hr>\n<p>a</p>", "<hr>\n<p>a</p>"),
        (
            "<ul><li><pre>a</pre></li>\n<li>b</li></ul>",
            "<ul><li><pre>a</pre>\n</li><li>b</li></ul>",
        ),
        # Space between words is no space between blocks.
        ("<p><b>a</b> <b>b</b></p>", "<p><b>a</b> <b>b</b></p>"),
        (
            "<p><ruby>a<rt>b</rt></ruby> <ruby>c</ruby></p>",
            "<p><ruby>a<rt>b</rt></ruby> <ruby>c</ruby></p>",
        ),
    ],
)
def test_where_it_goes(html, enclosed):
    assert enclose_space(html) == enclosed


@given(generated_html.articles)
def test_only_white_space_moves(html):
    before, after = trees.parsed(html), trees.parsed(enclose_space(html))
    assert trees.text(after) == trees.text(before)
    assert _skeleton(after) == _skeleton(before)
    assert trees.written(enclose_space(html)) == after


@given(generated_html.articles)
def test_everything_can_be_marked_afterwards(html):
    after = enclose_space(html)
    hopeless = [
        element
        for element, _ in trees.elements(trees.parsed(after))
        if element[0] in ("ul", "table", "ol", "tbody", "tr", "dl")
        and not any(isinstance(child, list) for child in element[2])
    ]
    assert hopeless or unmarkable(after) == []


def _skeleton(tree):
    return [
        (child[0], child[1], _skeleton(child[2])) if isinstance(child, list) else child.strip()
        for child in tree
        if isinstance(child, list) or child.strip()
    ]
