"""Chromium reads marked articles as they were written, and shows them where they were."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from articles.rendering.marks import Span, mark
from articles.rendering.safe_html import safe_html
from tests.rendering import generated_html, trees
from tests.rendering.archive import rendered_articles
from tests.rendering.spans import random_hits, random_spans

# The tree of each article as tests.rendering.trees has it, its text and the quotes of its marks.
READ = """
articles => {
    const tree = node => [...node.childNodes].map(child => child.nodeType === Node.TEXT_NODE
        ? child.data
        : [child.localName,
           Object.fromEntries([...child.attributes].map(({name, value}) => [name, value])),
           tree(child)]);
    const quotes = container => {
        const joined = {};
        for (const segment of container.querySelectorAll("[data-annotations]"))
            for (const id of segment.dataset.annotations.split(" "))
                joined[id] = (joined[id] ?? "") + segment.textContent;
        return joined;
    };
    return articles.map(html => {
        const page = new DOMParser().parseFromString(
            `<!doctype html><div data-article-text>${html}</div>`, "text/html");
        const container = page.querySelector("[data-article-text]");
        return {
            outside: page.body.childNodes.length - 1,
            tree: tree(container),
            text: container.textContent,
            quotes: quotes(container),
        };
    });
}
"""

# Where every visible character is, in eighths of a pixel, and how high the page is.
PLACES = """
() => {
    const places = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
        const node = walker.currentNode;
        for (let at = 0; at < node.length; at++) {
            if (!node.data[at].trim()) continue;
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            places.push(node.data[at], Math.round(box.x * 8), Math.round(box.y * 8));
        }
    }
    return [places, document.documentElement.scrollHeight];
}
"""
STYLE = "<!doctype html><style>body { width: 30rem } mark { background: none }</style>"
EVERY_BLOCK = """<h2>Head</h2>
<p>One <em>two</em> <a href="https://example.org/">three</a>,<br>
four.</p>
<blockquote>
<p>Quoted.</p>
<p>Again.</p>
</blockquote>
<ul>
<li>Item</li>
<li>Item
<ol>
<li><p>Nested</p>
<p>more</p></li>
<li>Last</li>
</ol>
</li>
</ul>
<hr>
<pre><code>let a = 1;

</code></pre>
<pre>b</pre>
<table>
<thead>
<tr>
<th>Name</th>
<th>Count</th>
</tr>
</thead>
<tbody>
<tr>
<td>Tern</td>
<td></td>
</tr>
</tbody>
</table>
<dl>
<dt>Term</dt>
<dd>Meaning</dd>
</dl>
<figure>
<p>Figure</p>
<figcaption>Caption</figcaption>
</figure>"""


def check(page: Page, articles: list[tuple[str, str, list[Span]]]) -> None:
    """Articles as marked HTML, with their text and what is marked in it."""
    read = page.evaluate(READ, [html for html, _, _ in articles])
    for (html, text, spans), seen in zip(articles, read, strict=True):
        assert seen["outside"] == 0
        assert seen["tree"] == trees.written(html)
        assert seen["text"] == text
        assert seen["quotes"] == {str(span.id): text[span.start : span.end] for span in spans}


def test_articles_of_the_archive(page: Page):
    chance = random.Random(5)
    articles = []
    for _, article in rendered_articles():
        length = len(article.text)
        spans = random_spans(chance, length, 40)
        marked = mark(article.html, spans, random_hits(chance, length, 5))
        articles.append((marked, article.text, spans))
    for start in range(0, len(articles), 50):
        check(page, articles[start : start + 50])


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(generated_html.articles, st.randoms(use_true_random=False))
def test_generated_articles(page: Page, html, chance):
    html = safe_html(html)
    text = trees.text(trees.written(html))
    spans = random_spans(chance, len(text), 12) if text else []
    hits = random_hits(chance, len(text), 2)
    check(page, [(mark(html, spans, hits), text, spans)])


def test_marks_leave_every_character_where_it_was(page: Page):
    html = safe_html(EVERY_BLOCK)
    page.set_content(STYLE + html)
    before = page.evaluate(PLACES)
    assert len(before[0]) > 300

    length = len(trees.text(trees.written(html)))
    # Marked are the newlines between the blocks, too, and take no room.
    marked = mark(html, [Span(1, 0, length), Span(2, length // 3, length // 2)])
    page.set_content(STYLE + marked)
    assert page.locator("[data-annotations]").count() > 25
    assert page.evaluate(PLACES) == before
