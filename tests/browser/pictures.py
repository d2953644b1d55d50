"""Pictures for the README, of the real pages: `tests/browser/pictures.py http://127.0.0.1:8000`.

Start the site with `make run` before; the pictures go to docs/images/.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZE: ViewportSize = {"width": 1100, "height": 640}

# Where some words begin and end on the screen.
PLACE = """words => {
  const walker = document.createTreeWalker(
    document.querySelector("[data-article-text]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const [first, last] = [range.getClientRects()[0], [...range.getClientRects()].at(-1)];
    return [first.left + 1, first.top + 8, last.right - 1, last.top + 8];
  }
}"""


def main(site: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        page.goto(f"{site}/articles/?q=barrier")
        page.screenshot(path=IMAGES / "list.png")
        page.locator("[data-article-id] a").first.click()
        page.screenshot(path=IMAGES / "article.png")
        annotate(page, site)
        browser.close()


def annotate(page: Page, site: str) -> None:
    """An annotated article of the demo archive as one who tags a passage of it sees it."""
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=login]", "annotator")
    page.fill("[name=password]", "annotator")
    page.press("[name=password]", "Enter")
    page.goto(f"{site}/articles/?q=%22really+costs%22")
    page.locator("[data-article-id] a").first.click()
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": 1280, "height": 860})
    page.evaluate("window.scrollTo(0, 330)")
    left, top, right, bottom = page.evaluate(PLACE, "latest public figure is 470 million")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()
    page.wait_for_selector("[data-bar] [role=option]")
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / "annotating.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
