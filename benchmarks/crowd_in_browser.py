"""A crowded article in Chromium: cold, and while text is selected in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measuring import heading, line

ROOT = Path(__file__).resolve().parents[1]
TIMES = 7
GOAL = 1_000  # ms, with 1,000 highlights
LONG_TASKS = """
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push([entry.startTime, entry.duration]);
  }).observe({ type: "longtask", buffered: true });
"""
USABLE = """() => new Promise((resolve) => {
  requestAnimationFrame(() => requestIdleCallback(() => resolve(performance.now())));
})"""
SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter((one) => new URL(one.name).pathname.endsWith(".js"))
  .reduce((sum, one) => [sum[0] + one.encodedBodySize, sum[1] + one.decodedBodySize], [0, 0])"""
DRAWN = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def measure(environment: Mapping[str, str], session: str, addresses: Mapping[int, str]) -> None:
    """Open each address some times with nothing cached, then select text in it."""
    with _served(environment) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        heading(
            "Chromium, nothing cached",
            "usable ms (wall)",
            "goal",
            "first paint ms",
            "marks",
            "longest task ms, opening",
            "tasks over 50 ms, selecting",
            "scripts, compressed kB",
        )
        for number, address in addresses.items():
            runs = [_run(browser, site, session, address) for _ in range(TIMES)]
            line(
                f"{number:,} highlights",
                f"{median(run['usable'] for run in runs):.0f}",
                f"{GOAL:,}" if number == GOAL else "",
                f"{median(run['drawn'] for run in runs):.0f}",
                f"{runs[0]['marks']:,}",
                f"{median(run['longest'] for run in runs):.0f}",
                ", ".join(f"{task:.0f}" for run in runs for task in run["selecting"]) or "none",
                f"{runs[0]['scripts'][0] / 1000:.1f} of {runs[0]['scripts'][1] / 1000:.1f}",
            )
        browser.close()


def _run(browser: Browser, site: str, session: str, address: str) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    context.add_init_script(LONG_TASKS)
    page = context.new_page()
    page.goto(site + address, wait_until="load")
    usable = page.evaluate(USABLE)
    opening = page.evaluate("window.longTasks.map((task) => task[1])")
    result = {
        "usable": usable,
        "drawn": page.evaluate(DRAWN),
        "marks": page.locator("[data-annotations]").count(),
        "longest": max(opening, default=0),
        "scripts": page.evaluate(SCRIPTS),
    }
    page.evaluate("window.longTasks.length = 0")
    _select(page)
    page.wait_for_timeout(300)
    result["selecting"] = page.evaluate("window.longTasks.map((task) => task[1])")
    context.close()
    return result


def _select(page: Page) -> None:
    """Draw over some lines with the mouse, word by word, and again with the keyboard."""
    paragraph = page.locator("[data-article-text] p").nth(1)
    box = paragraph.bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    for step in range(1, 25):
        page.mouse.move(box["x"] + 10 + step * 15, box["y"] + 10 + step * 3)
    page.mouse.up()
    page.wait_for_timeout(200)
    page.keyboard.type("cod", delay=40)
    page.keyboard.press("Escape")
    page.locator("[data-article-text]").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    for _ in range(12):
        page.keyboard.press("Shift+ArrowRight")


@contextmanager
def _served(environment: Mapping[str, str]) -> Iterator[str]:
    """The site as in production, on a port of its own, by plain http."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = {
        **os.environ,
        **environment,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "SECURE_HSTS_SECONDS": "0",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "collectstatic", "--noinput", "-v", "0"], env=served, check=True)
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--no-ws"]
    command = [*granian, "--host", "127.0.0.1", "--port", str(port), "newsroom.wsgi:application"]
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, env=served, cwd=ROOT, stdout=nowhere, stderr=nowhere)
    try:
        _wait(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The site does not start.")


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
