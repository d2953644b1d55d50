"""Pictures for the README, of the real pages: `tests/browser/pictures.py http://127.0.0.1:8000`.

Start the site with `make run` before; the pictures go to docs/images/.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SIZE: ViewportSize = {"width": 1100, "height": 640}


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
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
