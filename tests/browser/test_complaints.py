"""The browser of these tests itself: what it complains about is heard, and axe sees."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import make_article


def heard(page, faults: list[str], words: str, seconds: int = 15) -> None:
    """Wait until a complaint with these words has come: the browser tells them after the fact."""
    for _ in range(seconds * 20):
        if any(words in fault for fault in faults):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"“{words}” was not heard, only {faults}")


def test_an_error_thrown_by_a_script_is_heard(page, faults):
    page.goto("/accounts/login/")
    page.evaluate("setTimeout(() => { throw new Error('thrown by a test') })")
    heard(page, faults, "thrown by a test")
    faults.pop()
    assert faults == []


def test_what_the_content_security_policy_stops_is_heard(page, faults):
    page.goto("/accounts/login/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    heard(page, faults, "Content-Security-Policy: script-src")
    # The browser writes a line of its own too, before or after that.
    heard(page, faults, "Executing inline script violates")
    faults.clear()


def test_a_missing_file_is_heard(page, faults):
    page.goto("/accounts/login/")
    with page.expect_response("**/missing.css"):
        page.evaluate("fetch('/missing.css')")
    heard(page, faults, "missing.css")
    faults.pop()
    assert faults == []


def test_axe_finds_a_button_without_a_name(page, axe):
    page.goto("/accounts/login/")
    axe(page)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        axe(page)


def test_somebody_is_logged_in_and_what_the_test_made_is_there(page, log_in, editor):
    article = make_article(title="Ferry sails at noon")
    log_in(page, editor)
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry sails at noon")
    expect(page.get_by_text(editor.username).first).to_be_attached()


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_begins_with_an_empty_archive(page, time):
    make_article(title=f"The {time} ferry")
    page.goto("/articles/?q=ferry")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1")
