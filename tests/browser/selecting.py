"""How tests select words in an article as readers do, and what was stored of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from articles.models import Annotation

FERRY = "The ferry left the old harbour at noon.\nIt came back with forty people at night.\n"

# The rectangle, in the viewport, of a range of code points of the text.
RECTANGLE = """
async ([start, end]) => {
  const { TextPositions } = await import("/static/js/positions.js");
  const text = document.querySelector("[data-article-text]");
  const rects = [...new TextPositions(text).range(start, end).getClientRects()];
  const one = rects.find((rect) => rect.width) ?? rects[0];
  return [one.left, one.top, one.width, one.height];
}
"""


def place(page: Page, point: int, *, after: bool = False) -> tuple[float, float]:
    """Where on the screen a code point of the text begins, or ends."""
    left, top, width, height = page.evaluate(RECTANGLE, [point, point + 1])
    rtl = (
        page.locator("[data-article-text]").evaluate("e => getComputedStyle(e).direction") == "rtl"
    )
    return left + (width - 1 if after != rtl else 1), top + height / 2


def drag(page: Page, start: int, end: int) -> None:
    """Select the code points from `start` to `end` with the mouse."""
    page.locator("[data-article-text]").scroll_into_view_if_needed()
    page.mouse.move(*place(page, start))
    page.mouse.down()
    page.mouse.move(*place(page, end - 1, after=True), steps=4)
    page.mouse.up()


def drag_words(page: Page, text: str, words: str) -> tuple[int, int]:
    """Select with the mouse the first place where words stand; returns their code points."""
    start = text.index(words)
    drag(page, start, start + len(words))
    return start, start + len(words)


def bar(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Annotate")


def stored() -> list[tuple[int | None, int | None, str, list[str]]]:
    """Every annotation: start, end, quote, names of tags."""
    return [
        (one.start, one.end, one.quote, sorted(one.tags.values_list("name", flat=True)))
        for one in Annotation.objects.order_by("pk")
    ]


def expect_saved(page: Page, count: int = 1) -> None:
    expect(bar(page)).to_be_hidden()
    assert Annotation.objects.count() == count
