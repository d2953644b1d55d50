from __future__ import annotations

import pytest

from articles.rendering import render

REL = 'rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a *b* __c__ `d<e>`", "<p>a <em>b</em> <strong>c</strong> <code>d&lt;e&gt;</code></p>"),
        ("snake_case_name and 2*3*4", "<p>snake_case_name and 2<em>3</em>4</p>"),
        ("> a\n> b\n\nc", "<blockquote><p>a\nb</p></blockquote>\n<p>c</p>"),
        ("a\n***\nb", "<p>a</p>\n<hr><p>b</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("    a <b>\n\n    c", "<pre><code>a &lt;b&gt;\n\nc\n</code></pre>"),
        ("3. a\n4. b", '<ol start="3"><li>a\n</li><li>b</li></ol>'),
        (
            "<https://a.b/?c=d&e>",
            f'<p><a href="https://a.b/?c=d&amp;e" {REL}>https://a.b/?c=d&amp;e</a></p>',
        ),
        ("<a@b.org>", f'<p><a href="mailto:a@b.org" {REL}>a@b.org</a></p>'),
        ('[a](https://b.c "d")', f'<p><a href="https://b.c" title="d" {REL}>a</a></p>'),
        ("[a][B]\n\n[b]: https://c.d", f'<p><a href="https://c.d" {REL}>a</a></p>'),
        (r"\*a\* \#b \$c \<d> \\e \q", r"<p>*a* #b $c &lt;d&gt; \e \q</p>"),
        ("&copy; &#x1F600; &unknown; AT&T", "<p>© 😀 &amp;unknown; AT&amp;T</p>"),
    ],
)
def test_markdown_is_read(source, html):
    assert render(source).html == html


def test_a_table_has_heads_that_say_what_they_head():
    assert render("| a | b |\n|:--|--:|\n| c | `d|e` |").html == (
        '<table><thead><tr><th scope="col">a\n</th><th scope="col">b\n</th></tr></thead>'
        "<tbody><tr><td>c\n</td><td><code>d|e</code></td></tr></tbody></table>"
    )


@pytest.mark.parametrize("source", ["#hashtag is no heading", "####### seven", "- #hashtag"])
def test_a_hash_without_a_blank_is_text(source):
    rendered = render(source)
    assert "<h" not in rendered.html
    assert "#" in rendered.text


def test_html_is_read_before_links_and_emphasis():
    source = '<a href="https://a.b/_c_d_?e=[f](g)">*h*</a>'
    assert render(source).html == (
        f'<p><a href="https://a.b/_c_d_?e=[f](g)" {REL}><em>h</em></a></p>'
    )


def test_html_in_code_is_code():
    assert render("`<b>` <b>`</b>`</b>").html == (
        "<p><code>&lt;b&gt;</code> <b><code>&lt;/b&gt;</code></b></p>"
    )


def test_converters_of_two_threads_do_not_meet():
    from concurrent.futures import ThreadPoolExecutor

    sources = [f"[a{n}][b] *c{n}*\n\n[b]: https://d.e/{n}" for n in range(40)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(render, sources * 5))
    assert found == [render(source) for source in sources] * 5
