"""Selecting with a finger: the phone changes the selection itself, and the bar is below it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.selecting import bar, place, stored
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BODY = "The ferry left the old harbour at noon with forty people aboard.\n" * 30
# What a phone does when a handle is drawn: the selection changes, and no pointer is heard of.
EXTEND = """
async ([start, end]) => {
  const { TextPositions } = await import("/static/js/positions.js");
  const text = document.querySelector("[data-article-text]");
  const { startContainer, startOffset, endContainer, endOffset } =
    new TextPositions(text).range(start, end);
  getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}
"""


@pytest.fixture
def phone(new_context, log_in, faults):
    page = new_context(
        has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}
    ).new_page()
    reader = make_user("annotator")
    log_in(page, reader)
    make_annotation(article=make_article(), author=reader, quote="ferry", tags=[make_tag("Tide")])
    article = make_article(body=BODY, markup="plain")
    page.goto(article.get_absolute_url())
    yield page, article
    assert faults == []


def press_long(page, start: int, end: int) -> None:
    """A finger that stays on a word until the phone selects it; this browser leaves that to us."""
    x, y = place(page, start + 1)
    session = page.context.new_cdp_session(page)
    touches = {"touchPoints": [{"x": x, "y": y}]}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart"} | touches)
    page.evaluate(EXTEND, [start, end])
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_long_press_and_a_tap(phone):
    page, article = phone
    point = article.text.index("harbour")
    press_long(page, point, point + 7)
    expect(bar(page)).to_be_visible()
    assert bar(page).bounding_box()["y"] > place(page, point)[1] + 20
    bar(page).get_by_role("option", name="Tide").tap()
    expect(bar(page)).to_be_hidden()
    assert stored()[-1] == (point, point + 7, "harbour", ["Tide"])


@pytest.mark.parametrize("line", [0, 3, 29])
def test_the_bar_is_below_the_selection_and_in_view(phone, line):
    page, article = phone
    start = article.text.splitlines(keepends=True)
    first = sum(len(one) for one in start[:line]) + 4
    page.evaluate("y => scrollTo(0, y)", max(0, place(page, first)[1] - (650 if line else 300)))
    page.touchscreen.tap(*place(page, first))
    page.evaluate(EXTEND, [first, first + 10])
    expect(bar(page)).to_be_visible()
    box = bar(page).bounding_box()
    _, top = place(page, first + 9)
    assert top + 15 < box["y"]
    assert box["y"] + box["height"] <= 740
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.evaluate(EXTEND, [first, first + 20])
    expect(page.locator("[data-said]")).to_contain_text("left the old")
    bar(page).get_by_role("button", name="Highlight").tap()
    expect(bar(page)).to_be_hidden()
    end = first + len("ferry left the old harbour")
    assert stored()[-1][:2] == (first, end)
    assert stored()[-1][2] == article.text[first:end] == "ferry left the old harbour"


def test_typing_on_a_phone(phone):
    page, article = phone
    point = article.text.index("noon")
    press_long(page, point, point + 4)
    expect(bar(page)).to_be_visible()
    bar(page).get_by_role("combobox").tap()
    bar(page).get_by_role("combobox").press_sequentially("Midday,")
    expect(bar(page).get_by_role("button", name="Remove Midday")).to_be_visible()
    bar(page).get_by_role("button", name="Annotate").tap()
    expect(bar(page)).to_be_hidden()
    assert stored()[-1] == (point, point + 4, "noon", ["Midday"])
