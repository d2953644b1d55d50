"""The edges of a passage, moved by mouse and by keys; what is stored is read back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.actions import annotations as actions
from articles.models import Annotation
from tests.browser.carded import PARAGRAPHS, card, ferry_article, mark, noted, text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def anna():
    return make_user("annotator", username="anna")


@pytest.fixture
def opened(page, anna, log_in):
    article = ferry_article()
    made = noted(article, anna, "waited two")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, made).click()
    expect(handle(page, "Start")).to_be_visible()
    return article, made


def handle(page: Page, name: str):
    return page.get_by_role("slider", name=f"{name} of the passage")


def stored(annotation: Annotation) -> str:
    row = Annotation.objects.get(pk=annotation.pk)
    assert row.article.text[row.start : row.end] == row.quote
    return row.quote


def place_of(page: Page, word: str) -> tuple[float, float, float]:
    """The left and the right edge of a word of the text, and the middle of its line."""
    return page.evaluate(
        """word => {
          const walker = document.createTreeWalker(
            document.querySelector("[data-article-text]"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            const {left, right, top, bottom} = range.getBoundingClientRect();
            return [left, right, (top + bottom) / 2];
          }
        }""",
        word,
    )


def drag(page: Page, name: str, x: float, y: float) -> None:
    box = handle(page, name).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x - 20, y, steps=4)
    page.mouse.move(x, y, steps=2)
    page.mouse.up()


def saved(page: Page):
    expect(page.locator(".toast")).to_contain_text("Moved.")


def test_an_edge_is_dragged_and_keeps_to_words(page, opened):
    article, made = opened
    _, right, middle = place_of(page, " years")
    drag(page, "End", right - 3, middle)
    saved(page)
    expect(mark(page, made)).to_have_text("waited two years")
    assert stored(made) == "waited two years"
    expect(card(page, made)).to_contain_class("active")
    left, _, middle = place_of(page, "A captain")
    drag(page, "Start", left + 22, middle)
    expect(mark(page, made).first).to_have_text("captain \U0001f469‍\U0001f467 waited two years")
    assert stored(made) == "captain \U0001f469‍\U0001f467 waited two years"
    assert text_of(page) == article.text


def test_with_alt_it_stops_between_letters(page, opened):
    _, made = opened
    left, right, middle = place_of(page, "waited")
    page.keyboard.down("Alt")
    drag(page, "Start", left + (right - left) * 0.5, middle)
    page.keyboard.up("Alt")
    saved(page)
    assert stored(made) in {"aited two", "ited two", "ted two", "ed two"}


def test_an_edge_is_moved_across_paragraphs(page, opened):
    article, made = opened
    _, right, middle = place_of(page, "evening")
    drag(page, "End", right - 2, middle)
    saved(page)
    quote = stored(made)
    assert quote.startswith("waited two years")
    assert quote.endswith("By evening")
    assert "".join(mark(page, made).all_text_contents()) == quote.replace("\n", "") or (
        "".join(mark(page, made).all_text_contents()) == quote
    )
    assert text_of(page) == article.text


def test_by_keys_it_goes_by_words_and_characters(page, opened, anna):
    _, made = opened
    card(page, made).get_by_role("button", name="Move edges").click()
    start = handle(page, "Start")
    expect(start).to_be_focused()
    expect(start).to_have_attribute("aria-valuetext", "waited")
    page.keyboard.press("ArrowLeft")
    expect(start).to_have_attribute("aria-valuetext", "\U0001f469‍\U0001f467")
    page.keyboard.press("ArrowLeft")
    expect(start).to_have_attribute("aria-valuetext", "captain")
    page.keyboard.press("Escape")
    expect(start).to_have_attribute("aria-valuetext", "waited")
    assert stored(made) == "waited two"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    saved(page)
    expect(start).to_be_focused()
    assert stored(made) == "\U0001f469‍\U0001f467 waited two"
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(mark(page, made)).to_have_text("waited two")
    page.keyboard.press("Tab")
    expect(handle(page, "End")).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(mark(page, made)).to_have_text("waited tw")
    page.keyboard.press("Control+z")
    expect(mark(page, made)).to_have_text("waited two")
    assert stored(made) == "waited two"


def test_what_somebody_else_moved_meanwhile_is_not_overwritten(page, opened, anna, faults):
    article, made = opened
    start = article.text.index("two years")
    actions.edit(annotation=made, by=anna, version=None, start=start, end=start + len("two years"))
    card(page, made).get_by_role("button", name="Move edges").click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".toast.error")).to_be_visible()
    expect(card(page, made).locator(".card-quote")).to_have_text("two years")
    assert stored(made) == "two years"
    assert len(faults) == 1
    assert "409" in faults.pop()
    expect(card(page, made)).to_be_focused()
    expect(mark(page, made)).to_have_text("two years")


def test_the_handles_of_right_to_left_text_are_mirrored(page, anna, log_in):
    article = ferry_article(body="افتتح الميناء الجديد أمس بعد عامين من العمل.", language="ar")
    made = noted(article, anna, "الجديد أمس")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, made).click()
    start, end = (handle(page, name).bounding_box()["x"] for name in ("Start", "End"))
    assert start > end
    card(page, made).get_by_role("button", name="Move edges").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(mark(page, made)).to_have_text("الميناء الجديد أمس")
    assert stored(made) == "الميناء الجديد أمس"


def test_so_are_those_of_words_of_another_direction_than_their_article(page, anna, log_in):
    article = ferry_article(body="The sign says: افتتح الميناء الجديد أمس to everybody.")
    made = noted(article, anna, "الميناء الجديد")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, made).click()
    start, end = (handle(page, name).bounding_box()["x"] for name in ("Start", "End"))
    assert start > end


def test_others_have_no_handles(page, anna, log_in):
    article = ferry_article()
    made = noted(article, anna, PARAGRAPHS[0][:9])
    log_in(page, make_user("annotator"))
    page.goto(article.get_absolute_url())
    mark(page, made).click()
    expect(card(page, made)).to_contain_class("active")
    expect(handle(page, "Start")).to_be_hidden()


def test_an_edge_is_dragged_by_touch(new_context, anna, log_in):
    article = ferry_article()
    made = noted(article, anna, "waited two")
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, made).first.tap()
    expect(handle(page, "End")).to_be_visible()
    _, right, middle = place_of(page, "years")
    box = handle(page, "End").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touches = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x + 10, "y": y}]),
        ("touchMove", [{"x": right - 3, "y": middle}]),
        ("touchEnd", []),
    ):
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    saved(page)
    assert stored(made) == "waited two years"
    assert text_of(page) == article.text
