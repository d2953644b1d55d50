"""A Chromium that looks at the site as its readers do; what it complains about fails the test."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.examining import examine

SCREENSHOTS = Path(__file__).resolve().parent.parent.parent / "var" / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
    `Content-Security-Policy: ${event.violatedDirective} stopped ${event.blockedURI}` +
    ` (${event.sourceFile}:${event.lineNumber})`,
));
"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed_chromium() -> str | None:
    """The browser to start; None leaves it to Playwright, which may have one of its own."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def browser(django_db_setup) -> Iterator[Browser]:
    # Playwright keeps an event loop running beside the tests. Django takes their queries for ones
    # that block it, and gives this thread other connections for as long as the loop runs; what
    # the tables are filled with again after a test is remembered by the first one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    contents = connection._test_serialized_contents
    with sync_playwright() as playwright:
        connection._test_serialized_contents = contents
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained about so far; a test that expects a complaint takes it out."""
    return []


@pytest.fixture
def new_context(
    browser: Browser, live_server, faults: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """A function that opens another browser with nothing remembered; takes Playwright's options."""
    contexts = []

    def open_context(**options) -> BrowserContext:
        defaults = {
            "base_url": live_server.url,
            "viewport": {"width": 1280, "height": 900},
            "locale": "en-GB",
            "timezone_id": "UTC",
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**defaults | options)
        context.set_default_timeout(15_000)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", lambda message: note_error(message, faults))
        context.on("weberror", lambda error: faults.append(f"{error.page.url}: {error.error}"))
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


def note_error(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error":
        where = message.location.get("url") or (message.page.url if message.page else "")
        faults.append(f"{where}: {message.text}")


@pytest.fixture
def page(new_context, faults: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a new browser: complaints fail the test, and a failed test leaves a picture."""
    page = new_context().new_page()
    yield page
    failed = getattr(request.node, "failed_in_call", False)
    if (failed or faults) and not page.is_closed():
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.nodeid.removeprefix("tests/browser/")).strip("-")
        page.screenshot(path=SCREENSHOTS / f"{name[:150]}.png", full_page=True)
    if not failed:
        assert faults == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.when == "call":
        item.failed_in_call = report.failed
    return report


@pytest.fixture
def log_in(live_server) -> Callable[[Page, User], None]:
    """A function that logs somebody in without the form, by the cookie of a session."""

    def set_cookie(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return set_cookie


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A function that fails when axe finds anything on a page, in light or in dark."""
    return examine
