"""The reading page in a browser: keys, colours, paper, scripts of all directions."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ARABIC = "افتتح الميناء الجديد أمس بعد عامين من العمل."
CHINESE = "新港口昨天开放，渡轮在中午出发。"


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_the_switch_of_colours_is_remembered(page):
    article = make_article()
    page.emulate_media(color_scheme="light")
    page.goto(article.get_absolute_url())
    light = background(page)
    switch = page.get_by_role("button", name="Dark colours")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    dark = background(page)
    assert dark != light
    page.reload()
    assert background(page) == dark
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.goto("/articles/")
    assert background(page) == dark
    page.get_by_role("button", name="Dark colours").click()
    page.goto(article.get_absolute_url())
    assert background(page) == light


def test_without_a_choice_the_system_decides(page):
    article = make_article()
    page.goto(article.get_absolute_url())
    page.emulate_media(color_scheme="light")
    light = background(page)
    page.emulate_media(color_scheme="dark")
    assert background(page) != light


def test_on_paper_there_is_the_article_and_nothing_else(page):
    article = make_article(
        body="See [the port](https://port.example/).", markup="markdown", source="Tern"
    )
    make_article(source="Tern")
    page.goto(article.get_absolute_url())
    page.emulate_media(media="print", color_scheme="dark")
    for gone in ("banner", "complementary", "navigation"):
        expect(page.get_by_role(gone)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert background(page) == "rgb(255, 255, 255)"
    address = page.locator("[data-article-text] a").evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://port.example/" in address
    page.goto("/articles/")
    expect(page.get_by_role("complementary", name="Filters")).to_have_count(0)
    expect(page.locator("[data-article-id]").first).to_be_visible()


@pytest.mark.parametrize(
    ("body", "language", "direction"),
    [
        (ARABIC, "ar", "rtl"),
        ("הנמל החדש נפתח אתמול", "he", "rtl"),
        (CHINESE, "zh", "ltr"),
        (ARABIC, "", "rtl"),
    ],
)
def test_text_runs_in_its_own_direction(page, body, language, direction):
    article = make_article(title=body[:12], body=f"{body}\n\U0001f6a2 {body}", language=language)
    page.goto(article.get_absolute_url())
    text = page.locator("[data-article-text]")
    assert text.evaluate("one => getComputedStyle(one).direction") == direction
    assert text.evaluate("one => one.textContent") == article.text
    assert (
        page.get_by_role("heading", level=1).evaluate("one => getComputedStyle(one).direction")
        == direction
    )
    assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_the_measure_is_about_65_characters(page):
    article = make_article(body="The ferry left the old harbour at noon with forty people. " * 30)
    page.goto(article.get_absolute_url())
    lines = page.locator("[data-article-text] p").first.evaluate(
        """paragraph => {
          const range = document.createRange();
          range.selectNodeContents(paragraph);
          return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size
            || 1;
        }"""
    )
    height = page.locator("[data-article-text] p").first.evaluate(
        "one => Math.round(one.clientHeight / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert 55 <= len(article.text) / max(lines, height) <= 75


def test_hits_are_marked_and_add_no_text(page):
    article = make_article(
        title="Ferry", body="A ferry, *another* ferry\n\n> ferry", markup="markdown"
    )
    page.goto("/articles/?q=ferry")
    page.get_by_role("link", name="Ferry", exact=True).click()
    text = page.locator("[data-article-text]")
    expect(text.locator("mark.hit")).to_have_text(["ferry"] * 3)
    assert text.evaluate("one => one.textContent") == article.text
    page.get_by_role("link", name=re.compile("All articles of this list")).click()
    expect(page).to_have_url(re.compile(r"\?q=ferry$"))


def test_j_at_the_end_of_the_list_stays(page):
    article = make_article()
    page.goto(article.get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/articles/$"))
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1")
