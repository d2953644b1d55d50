"""Selecting with the mouse, and the bar that then appears."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.selecting import FERRY, bar, drag, drag_words, expect_saved, place, stored
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FAMILY = "\U0001f469\u200d\U0001f467\u200d\U0001f467"
HEBREW = "הנמל החדש נפתח אתמול"
CHINESE = "新港口昨天开放"


@pytest.fixture
def reader(page, log_in):
    user = make_user("annotator")
    log_in(page, user)
    return user


@pytest.fixture
def opened(page, reader):
    """A function that opens an article of this text for somebody who may annotate."""

    def open_article(body: str = FERRY, **values):
        article = make_article(body=body, **{"markup": "plain"} | values)
        page.goto(article.get_absolute_url())
        return article

    return open_article


def test_select_and_one_key(page, reader, opened):
    tide = make_tag("Tide")
    elsewhere = make_article()
    make_annotation(article=elsewhere, author=reader, quote="ferry", tags=[make_tag("Storm")])
    make_annotation(article=elsewhere, author=reader, quote="noon", tags=[tide])
    article = opened()
    start, end = drag_words(page, article.text, "old harbour")
    expect(bar(page)).to_be_visible()
    expect(bar(page).get_by_role("option")).to_have_text(["Tide1", "Storm2"])
    page.keyboard.press("2")
    expect_saved(page, 3)
    assert stored()[-1] == (start, end, "old harbour", ["Storm"])
    expect(page.locator("[data-article-text] mark")).to_have_text("old harbour")
    assert page.evaluate("getSelection().isCollapsed")


@pytest.mark.parametrize(
    ("body", "first", "last", "quote"),
    [
        (FERRY, "erry", "harb", "ferry left the old harbour"),
        (FERRY, "noon", "came ba", "noon.\nIt came back"),
        (f"See {FAMILY}{FAMILY} \U0001d518\U0001d52b sail", FAMILY, FAMILY, FAMILY),
        (f"\U0001f6a2 \U0001f6a2 {HEBREW} \U0001f6a2", HEBREW[6:8], HEBREW[11:13], HEBREW[5:14]),
        (
            "Un cafe\u0301 de\u0301ja\u0300 vu",
            "afe\u0301",
            "de\u0301j",
            "cafe\u0301 de\u0301ja\u0300",
        ),
        (CHINESE, CHINESE[0], CHINESE[3], CHINESE[:5]),
    ],
)
def test_what_is_selected_grows_to_whole_words(page, opened, body, first, last, quote):
    article = opened(body)
    end = article.text.index(last) + len(last)
    drag(page, article.text.index(first), end)
    expect(bar(page)).to_be_visible()
    bar(page).get_by_role("button", name="Highlight").click()
    expect_saved(page)
    [(start, end, stored_quote, tags)] = stored()
    assert article.text[start:end] == stored_quote == quote
    assert tags == []


def test_with_alt_nothing_grows_but_no_character_is_cut(page, opened):
    article = opened(f"The ferry {FAMILY}{FAMILY} left")
    family = article.text.index(FAMILY)
    page.mouse.move(*place(page, article.text.index("rry")))
    page.keyboard.down("Alt")
    page.mouse.down()
    page.mouse.move(*place(page, family, after=True), steps=4)
    page.mouse.up()
    page.keyboard.up("Alt")
    expect(bar(page)).to_be_visible()
    bar(page).get_by_role("button", name="Highlight").click()
    expect_saved(page)
    assert stored()[0][2] == f"rry {FAMILY}"


def test_r_repeats_the_last_tags(page, opened):
    article = opened()
    drag_words(page, article.text, "ferry")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type('Tide, "Storm", at sea')
    page.keyboard.press("Enter")
    expect_saved(page)
    drag_words(page, article.text, "forty")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("r")
    expect_saved(page, 2)
    first, second = stored()
    assert second[2] == "forty"
    assert second[3] == first[3] == ['"Storm"', "Tide", "at sea"]


def test_the_whole_article(page, opened):
    opened()
    page.get_by_role("button", name="Annotate the whole article").click()
    expect(bar(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.type("Overview")
    page.keyboard.press("Control+Enter")
    expect_saved(page)
    assert stored() == [(None, None, "", ["Overview"])]
    expect(page.get_by_role("button", name="Annotate the whole article")).to_be_focused()


def test_the_bar_keeps_clear_of_the_passage(page, opened):
    article = opened(FERRY * 30)
    for words in ("The ferry", "noon", "forty"):
        for point in (article.text.index(words), article.text.rindex(words)):
            page.evaluate("point => scrollTo(0, point)", 0 if point < 100 else 100_000)
            drag(page, point, point + len(words))
            expect(bar(page)).to_be_visible()
            box = bar(page).bounding_box()
            _, y = place(page, point)
            assert not (box["y"] <= y <= box["y"] + box["height"])
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 1280
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 900
            page.keyboard.press("Escape")
            expect(bar(page)).to_be_hidden()


def test_copying_and_reading_go_on_as_before(page, opened):
    article = opened()
    before = page.locator("[data-article-text]").evaluate("e => e.textContent")
    drag_words(page, article.text, "old harbour")
    expect(bar(page)).to_be_visible()
    assert page.evaluate("getSelection().toString()") == "old harbour"
    page.mouse.click(5, 400)
    expect(bar(page)).to_be_hidden()
    assert page.evaluate("getSelection().isCollapsed")
    assert page.locator("[data-article-text]").evaluate("e => e.textContent") == before
    assert before == article.text


def test_occurrences_of_what_is_selected(page, opened):
    article = opened()
    page.goto(f"{article.get_absolute_url()}?q=ferry")
    drag_words(page, article.text, "old harbour")
    link = bar(page).get_by_role("link", name="Every occurrence")
    address = link.get_attribute("href")
    assert "words=old+harbour" in address
    assert "q=ferry" in address
    bar(page).get_by_role("combobox").press_sequentially("Tide, ")
    link.click()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("old harbour")
    expect(page.get_by_label("Tags")).to_have_value("Tide")


def test_who_may_not_annotate_has_no_bar(page, log_in):
    log_in(page, make_user("reader"))
    article = make_article(body=FERRY, markup="plain")
    page.goto(article.get_absolute_url())
    drag_words(page, article.text, "ferry")
    page.keyboard.press("1")
    expect(bar(page)).to_have_count(0)
    expect(page.locator("[data-article-text]")).not_to_have_attribute("tabindex", "0")
