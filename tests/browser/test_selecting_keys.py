"""Selecting by keyboard alone: the caret in the text, what is said of it, and the bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Annotation
from tests.browser.examining import examine
from tests.browser.selecting import RECTANGLE, bar, place, stored
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FAMILY = "\U0001f469\u200d\U0001f467\u200d\U0001f467"
FERRY = (
    "The ferry left. It came back late, at night.\nForty people \U0001f6a2 waited.\nThen it rained."
)
HEBREW = "הנמל החדש נפתח אתמול. המעבורת יצאה בצהריים."


@pytest.fixture
def opened(page, log_in):
    """A function that opens an article of this text and gives the text the focus."""
    log_in(page, make_user("annotator"))

    def open_article(body: str = FERRY, **values):
        article = make_article(body=body, **{"markup": "plain"} | values)
        page.goto(article.get_absolute_url())
        enter(page)
        return article

    return open_article


def enter(page: Page) -> None:
    """By the Tab key, as far as it takes."""
    page.get_by_role("group", name="Text of the article").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-article-text]')"):
            return
    raise AssertionError("The Tab key does not lead to the text.")


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def selected(page: Page) -> str:
    return page.evaluate("getSelection().toString()")


def expect_said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_have_text(words)


def test_moving_and_selecting_by_words(page, opened):
    article = opened()
    caret = page.locator(".caret")
    expect(caret).to_be_visible()
    expect_said(page, "The")
    press(page, "ArrowRight")
    expect_said(page, "ferry")
    x, _ = place(page, article.text.index("ferry"))
    assert abs(caret.bounding_box()["x"] - x) < 4
    press(page, "Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight")
    assert selected(page) == "ferry left. It"
    press(page, "Shift+ArrowLeft")
    assert selected(page) == "ferry left"
    expect_said(page, "Selected: ferry left")
    press(page, "Enter")
    expect(bar(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.type("Departure")
    press(page, "Enter")
    expect(bar(page)).to_be_hidden()
    assert stored() == [(4, 14, "ferry left", ["Departure"])]
    text = page.locator("[data-article-text]")
    expect(text).to_be_focused()
    expect(caret).to_be_visible()
    assert selected(page) == ""
    assert text.evaluate("e => e.textContent") == article.text
    press(page, "Shift+ArrowRight")
    assert selected(page).split() == [".", "It"]


def test_turning_round_passes_where_it_began(page, opened):
    opened()
    press(page, "ArrowRight ArrowRight Shift+ArrowRight Shift+ArrowLeft")
    assert selected(page) == ""
    press(page, "Shift+ArrowLeft")
    assert selected(page) == "ferry "
    press(page, "Shift+ArrowRight")
    assert selected(page) == ""


def test_sentences_paragraphs_and_ends(page, opened):
    article = opened()
    first, second, third = article.text.splitlines()
    press(page, "Control+ArrowRight")
    expect_said(page, "It came back late, at night.")
    press(page, "Shift+Control+ArrowRight")
    assert selected(page) == "It came back late, at night."
    press(page, "ArrowDown")
    expect_said(page, second)
    press(page, "Shift+End")
    assert selected(page) == second
    press(page, "Home Shift+ArrowDown Shift+ArrowDown")
    assert selected(page).split("\n")[0] == second
    assert selected(page).endswith(third)
    press(page, "ArrowUp Control+Home Control+Shift+End Enter Enter")
    expect(bar(page)).to_be_hidden()
    assert stored()[0][:3] == (0, len(article.text.rstrip()), article.text.rstrip())
    assert stored()[0][2].startswith(first)


@pytest.mark.parametrize(
    ("body", "moves", "quote"),
    [
        (f"So {FAMILY}{FAMILY} waved", "ArrowRight Shift+ArrowRight", FAMILY),
        ("\U0001d518\U0001d52b\U0001d526 \U0001f1ea\U0001f1fa sign", "Shift+ArrowRight " * 2, None),
        ("Le cafe\u0301 de\u0301ja\u0300 vu", "ArrowRight Shift+ArrowRight", "cafe\u0301"),
        ("新港口昨天开放", "Shift+ArrowRight", "新"),
        ("ท่าเรือใหม่เปิดเมื่อวาน", "Shift+ArrowRight", "ท่าเรือ"),
    ],
)
def test_words_of_many_scripts(page, opened, body, moves, quote):
    article = opened(body)
    press(page, moves)
    press(page, "Enter Enter")
    expect(bar(page)).to_be_hidden()
    [(start, end, kept, _)] = stored()
    assert kept == article.text[start:end]
    assert kept.startswith(quote or "\U0001d518\U0001d52b\U0001d526 \U0001f1ea\U0001f1fa")


def test_left_and_right_are_where_they_look_in_hebrew(page, opened):
    article = opened(HEBREW, language="he")
    words = article.text.split()
    caret = page.locator(".caret")
    before = caret.bounding_box()["x"]
    press(page, "ArrowLeft")
    expect_said(page, words[1])
    assert caret.bounding_box()["x"] < before
    press(page, "Shift+ArrowLeft Shift+ArrowLeft")
    assert selected(page) == " ".join(words[1:3])
    press(page, "Enter Enter")
    expect(bar(page)).to_be_hidden()
    assert stored()[0][2] == " ".join(words[1:3])
    press(page, "Home ArrowLeft ArrowRight")
    expect_said(page, words[0])
    press(page, "Control+ArrowLeft")
    expect_said(page, "המעבורת יצאה בצהריים.")


def test_the_caret_stands_where_the_words_of_another_direction_begin(page, opened):
    article = opened("The captain said:\nהמעבורת יצאה בצהריים.")
    press(page, "ArrowDown")
    expect_said(page, "המעבורת יצאה בצהריים.")
    start = article.text.index("המעבורת")
    left, _, width, _ = page.evaluate(RECTANGLE, [start, start + 1])
    assert page.locator(".caret").bounding_box()["x"] == pytest.approx(left + width, abs=2)


def test_what_is_said_of_a_long_passage_cuts_no_character(page, opened):
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    opened(f"{family * 90}.")
    press(page, "Shift+End")
    expect_said(page, f"Selected: {family * 40} … {family * 39}.")


def test_one_key_on_what_the_caret_selected(page, opened):
    opened()
    elsewhere = make_article()
    reader = Annotation._meta.get_field("author").related_model.objects.get()
    make_annotation(article=elsewhere, author=reader, quote="ferry", tags=[make_tag("Tide")])
    page.reload()
    enter(page)
    press(page, "Shift+ArrowRight 1")
    expect(page.locator("[data-article-text] mark")).to_have_text("The")
    expect(page.locator("[data-article-text]")).to_be_focused()
    press(page, "ArrowRight Shift+ArrowRight r")
    expect(page.locator("[data-article-text] mark")).to_have_count(2)
    assert [row[3] for row in stored()] == [["Tide"]] * 3


def test_escape_leads_back_and_out(page, opened):
    opened()
    press(page, "Shift+ArrowRight Enter")
    page.keyboard.type("Half a na")
    press(page, "Escape")
    expect(bar(page)).to_be_hidden()
    expect(page.locator("[data-article-text]")).to_be_focused()
    assert selected(page) == "The"
    press(page, "Enter")
    expect(bar(page).get_by_role("combobox")).to_have_value("Half a na")
    press(page, "Escape Escape")
    expect(page.locator(".caret")).to_be_hidden()
    assert selected(page) == ""
    press(page, "Enter")
    expect(page.locator(".caret")).to_be_visible()
    press(page, "Escape Tab")
    expect(page.get_by_role("button", name="Annotate the whole article")).to_be_focused()
    assert not Annotation.objects.exists()


def test_enter_without_a_selection_takes_the_word(page, opened):
    opened()
    press(page, "ArrowRight Enter Enter")
    expect(bar(page)).to_be_hidden()
    assert stored()[0][2] == "ferry"


def test_the_caret_is_scrolled_to(page, opened):
    opened("\n".join(f"Paragraph number {number} is short." for number in range(80)))
    press(page, "Control+End")
    box = page.locator(".caret").bounding_box()
    assert 0 <= box["y"] <= 900 - box["height"]
    press(page, "Control+Home")
    assert 0 <= page.locator(".caret").bounding_box()["y"] <= 900


def test_a_pointer_ends_it(page, opened):
    article = opened()
    page.mouse.click(*place(page, article.text.index("people")))
    expect(page.locator(".caret")).to_be_hidden()
    press(page, "ArrowRight")
    expect(page.locator(".caret")).to_be_hidden()


def test_axe_finds_nothing_around_the_caret(page, opened):
    opened()
    press(page, "Shift+ArrowRight Shift+ArrowRight")
    examine(page)
