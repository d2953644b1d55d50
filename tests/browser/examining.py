"""Looking at a page for what keeps people out of it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What a page is made of is the same in dark: its colours alone are looked at again.
RULES = {
    "light": {},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


def examine(page: Page) -> None:
    """axe finds nothing, neither in light nor in dark."""
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        # The admin fades from one scheme to the other: half-way, nothing has contrast.
        page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
        # Preloading would copy each style sheet that is imported into the page, which stops it.
        options = {"preload": False, "resultTypes": ["violations"], **rules}
        found = Axe().run(page, options=options).response["violations"]
        assert [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ] == []
