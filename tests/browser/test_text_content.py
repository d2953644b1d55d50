from __future__ import annotations

from articles.rendering import render, render_note
from articles.rendering.visible_text import visible_text
from tests.rendering.bodies import SMALL, articles

# What a browser makes of each HTML in the place where it stands on the page of an article.
READ = """
(pages) => pages.map((html) => {
    const page = `<!doctype html><html><body><div data-article-text>${html}</div></body></html>`;
    const found = new DOMParser().parseFromString(page, "text/html")
        .querySelectorAll("[data-article-text]");
    return [found.length, found[0].textContent, found[0].innerHTML];
})
"""


def differences(page, rendered: dict) -> list[str]:
    read = page.evaluate(READ, [html for html, _ in rendered.values()])
    return [
        name
        for (name, (html, text)), seen in zip(rendered.items(), read, strict=True)
        if seen != [1, text, html]
    ]


def test_text_is_what_the_browser_reports_for_every_article(page):
    rendered = {}
    for name, body in articles().items():
        for markup in ("plain", "markdown"):
            result = render(body, markup)
            rendered[f"{markup} {name}"] = (result.html, result.text)
    assert len(rendered) > 40
    assert differences(page, rendered) == []


def test_text_is_what_the_browser_reports_for_every_kind_of_body(page):
    rendered = {}
    for name, body in SMALL.items():
        for markup in ("plain", "markdown"):
            result = render(body, markup)
            rendered[f"{markup} {name}"] = (result.html, result.text)
    assert differences(page, rendered) == []


def test_text_is_the_same_on_a_page_that_is_loaded(page):
    html = "".join(f"<section>{render(body).html}</section>" for body in SMALL.values())
    page.set_content(f"<!doctype html><div data-article-text>{html}</div>")
    expected = "".join(render(body).text for body in SMALL.values())
    assert page.locator("[data-article-text]").evaluate("(e) => e.textContent") == expected


def test_the_browser_makes_the_tree_of_a_note_that_is_written(page):
    notes = {name: render_note(body) for name, body in SMALL.items()}
    rendered = {name: (html, visible_text(html)) for name, html in notes.items()}
    assert differences(page, rendered) == []
