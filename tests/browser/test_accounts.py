"""Accounts, as a browser under the strict policy sees them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.examining import examine
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NARROW = {"width": 360, "height": 700}


@pytest.fixture(autouse=True)
def laptop(settings):
    """What DEBUG means for accounts: plain http on localhost is good enough for a passkey."""
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@pytest.fixture
def look():
    """A function that looks at a page: axe finds nothing, and nothing sticks out of a phone."""

    def at(page: Page) -> None:
        examine(page)
        wide = page.viewport_size
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        page.set_viewport_size(wide)

    return at


def log_in_by_form(page: Page, name: str, password: str = "password") -> None:
    page.get_by_label("User name or e-mail address").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Confirm").click()


def code_for(secret: str) -> str:
    """The six digits that an authenticator app shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time() // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    (number,) = struct.unpack(">I", digest[digest[-1] & 15 :][:4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def key(page: Page) -> None:
    """A passkey in the browser's own, virtual, keeping."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-abc/",
        "/accounts/inactive/",
    ],
)
def test_pages_for_visitors(page, look, address):
    page.goto(address)
    look(page)


def test_pages_of_an_account(page, look, log_in):
    log_in(page, make_user("annotator"))
    for address in (
        "/accounts/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/logout/",
        "/accounts/2fa/totp/activate/",  # asks for the password first
    ):
        page.goto(address)
        look(page)


def test_a_form_with_errors_points_at_them(page, look, log_in):
    log_in(page, make_user())
    page.goto("/accounts/password/change/")
    page.get_by_label("Current Password").fill("wrong")
    page.get_by_label("New Password", exact=True).fill("12345")
    page.get_by_label("New Password (again)").fill("1234")
    page.get_by_role("button", name="Change the password").click()
    wrong = page.get_by_label("Current Password")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile("Please type your current password."))
    look(page)


@pytest.mark.parametrize(
    ("address", "words", "status"),
    [("/nowhere/", "There is no such page", 404), ("/admin/", "You may not do this", 403)],
)
def test_pages_for_errors(page, look, log_in, faults, address, words, status):
    log_in(page, make_user("reader"))
    assert page.goto(address).status == status
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    look(page)
    assert [fault for fault in faults if str(status) not in fault] == []
    faults.clear()  # the browser notes the status itself


def test_logging_in_and_out(page, look):
    make_user("editor", username="ada")
    page.goto("/accounts/login/?next=/accounts/")
    log_in_by_form(page, "ada", "wrong")
    expect(page.get_by_role("main").get_by_role("alert").first).to_contain_text("not correct")
    look(page)
    log_in_by_form(page, "ada@newsroom.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.get_by_text("You are logged in as ada.")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_setting_up_an_authenticator_app_and_logging_in_with_it(page, look):
    make_user("editor", username="ada")
    page.goto("/accounts/login/?next=/accounts/2fa/")
    log_in_by_form(page, "ada")
    page.get_by_role("link", name="Set up an authenticator app").click()
    confirm(page)
    picture = page.get_by_role("img", name="QR code for the authenticator app")
    assert picture.bounding_box()["width"] == 240
    look(page)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Authenticator code").fill(code_for(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    codes = page.locator("main code").all_inner_texts()
    assert len(set(codes)) == 10
    look(page)
    for address in (
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/reauthenticate/",
    ):
        page.goto(address)
        look(page)
    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/accounts/")
    log_in_by_form(page, "ada")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    look(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_adding_a_passkey_and_logging_in_with_it(page, look, key):
    make_user("editor", username="ada")
    page.goto("/accounts/login/?next=/accounts/2fa/")
    log_in_by_form(page, "ada")
    page.get_by_role("link", name="Add a passkey or security key").click()
    confirm(page)
    look(page)
    page.get_by_label("Name").fill("Ada's phone")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("row", name="Ada's phone")).to_contain_text("passkey")
    look(page)
    page.get_by_role("link", name="Rename Ada's phone").click()
    look(page)
    page.goto("/accounts/2fa/webauthn/reauthenticate/")
    look(page)
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove Ada's phone").click()
    look(page)
    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/accounts/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.get_by_text("ada", exact=True).first).to_be_visible()


def test_a_passkey_as_the_second_factor(page, look, key):
    make_user("editor", username="ada")
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    log_in_by_form(page, "ada")
    confirm(page)
    page.get_by_label("Name").press("Enter")  # means the button
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/accounts/")
    log_in_by_form(page, "ada")
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_passkey_that_is_not_given_is_told_in_words(page, look, key):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was given")
    look(page)


def test_without_scripts_the_password_works(new_context):
    make_user(username="ada")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/?next=/accounts/")
    log_in_by_form(page, "ada")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
