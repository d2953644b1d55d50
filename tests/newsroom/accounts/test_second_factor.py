from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator

from newsroom.accounts.second_factor import has_second_factor
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"
LOGIN = {"login": "ada", "password": "password"}


def code_for(secret: str, seconds_from_now: float = 0) -> str:
    """The six digits that an authenticator app shows (RFC 6238)."""
    counter = struct.pack(">Q", int((time.time() + seconds_from_now) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    (number,) = struct.unpack(">I", digest[digest[-1] & 15 :][:4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def log_in(client):
    return client.post("/accounts/login/", LOGIN)


def is_logged_in(client):
    return "_auth_user_id" in client.session


def confirm(client, address):
    """Open a page that asks for the password again."""
    page = client.get(address, follow=True)
    assert page.request["PATH_INFO"] == "/accounts/reauthenticate/"
    data = {"password": "password", "next": page.context["redirect_field_value"]}
    return client.post("/accounts/reauthenticate/", data, follow=True)


@pytest.fixture
def secret(client):
    """The key in Ada's authenticator app, set up through the pages; she is logged out again."""
    make_user("editor", username="ada")
    log_in(client)
    key = confirm(client, ACTIVATE).context["form"].secret
    response = client.post(ACTIVATE, {"code": code_for(key, -30)})
    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    client.post("/accounts/logout/")
    return key


def test_setting_up_an_app_shows_a_code_that_the_policy_lets_through(client):
    make_user(username="ada")
    log_in(client)
    page = confirm(client, ACTIVATE)
    text = page.content.decode()
    assert '<svg class="qr"' in text
    assert "data:" not in text
    assert page.context["form"].secret in text
    assert page.context["totp_url"].startswith("otpauth://totp/ada%40newsroom.example?")


def test_a_wrong_code_sets_nothing_up(client):
    user = make_user(username="ada")
    log_in(client)
    confirm(client, ACTIVATE)
    assert "Incorrect code" in client.post(ACTIVATE, {"code": "000000x"}).content.decode()
    assert not has_second_factor(user)


def test_login_asks_for_the_code(client, secret):
    response = log_in(client)
    assert response["Location"] == AUTHENTICATE
    assert not is_logged_in(client)
    assert client.get("/accounts/")["Location"].startswith("/accounts/login/")
    response = client.post(AUTHENTICATE, {"code": code_for(secret)})
    assert response["Location"] == "/articles/"
    assert is_logged_in(client)


def test_login_keeps_its_way_back_through_the_second_factor(client, secret):
    client.post("/accounts/login/", LOGIN | {"next": "/admin/"})
    assert client.post(AUTHENTICATE, {"code": code_for(secret)})["Location"] == "/admin/"


def test_the_second_factor_cannot_be_had_without_the_password(client, secret):
    assert client.get(AUTHENTICATE)["Location"] == "/accounts/login/"
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    assert not is_logged_in(client)


def test_a_code_works_once(client, secret):
    log_in(client)
    code = code_for(secret)
    client.post(AUTHENTICATE, {"code": code})
    client.post("/accounts/logout/")
    log_in(client)
    client.post(AUTHENTICATE, {"code": code})
    assert not is_logged_in(client)


def test_guessing_codes_is_throttled(client, secret):
    log_in(client)
    for _ in range(5):
        client.post(AUTHENTICATE, {"code": "123456x"})
    page = client.post(AUTHENTICATE, {"code": code_for(secret)}).content.decode()
    assert "Too many failed login attempts" in page
    assert not is_logged_in(client)


def test_a_recovery_code_works_once(client, secret):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for code, expected in ((codes[0], True), (codes[0], False), (codes[1], True)):
        log_in(client)
        client.post(AUTHENTICATE, {"code": code})
        assert is_logged_in(client) is expected
        client.post("/accounts/logout/")


def test_a_reset_password_does_not_get_around_the_second_factor(client, secret, mailoutbox):
    client.post("/accounts/password/reset/", {"email": "ada@newsroom.example"})
    (link,) = [word for word in mailoutbox[0].body.split() if "/reset/key/" in word]
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    password = "a gull on the quay"
    client.post(form.context["action_url"], {"password1": password, "password2": password})
    assert not is_logged_in(client)
    assert (
        client.post("/accounts/login/", LOGIN | {"password": password})["Location"] == AUTHENTICATE
    )


def test_turning_it_off_asks_for_confirmation(client, secret):
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    off = "/accounts/2fa/totp/deactivate/"
    assert "reauthenticate" in client.get(off)["Location"]
    page = confirm(client, off)
    assert "Turn off the authenticator app" in page.content.decode()
    client.post(off)
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_after_confirmation_and_can_be_replaced(client, secret):
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    page = confirm(client, "/accounts/2fa/recovery-codes/").content.decode()
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(code in page for code in before)
    assert b"\n".join(code.encode() for code in before) in (
        client.get("/accounts/2fa/recovery-codes/download/").content
    )
    assert (
        "10 codes that you have"
        in client.get("/accounts/2fa/recovery-codes/generate/").content.decode()
    )
    client.post("/accounts/2fa/recovery-codes/generate/")
    after = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert set(after).isdisjoint(before)


def test_the_account_tells_whether_it_is_on(client, secret):
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    page = client.get("/accounts/2fa/").content.decode()
    assert "Turn it off" in page
    assert "10 left" in page


# --- passkeys -------------------------------------------------------------------------------------
def test_the_pages_for_passkeys_load_their_scripts_from_files(client):
    make_user(username="ada")
    assert 'data-passkeys="login"' in client.get("/accounts/login/").content.decode()
    log_in(client)
    text = confirm(client, "/accounts/2fa/webauthn/add/").content.decode()
    assert 'data-passkeys="add"' in text
    assert "mfa/js/webauthn" in text
    assert "js/passkeys" in text


def test_a_browser_asks_for_the_challenge_of_a_passkey_login(client):
    response = client.get("/accounts/2fa/webauthn/login/", HTTP_ACCEPT="application/json")
    options = response.json()["request_options"]["publicKey"]
    assert options["rpId"] == "testserver"
    assert len(options["challenge"]) > 30


def test_one_does_not_come_to_the_keys_of_others(client):
    key = Authenticator.objects.create(user=make_user(), type="webauthn", data={"name": "Bo's key"})
    make_user(username="ada")
    log_in(client)
    assert confirm(client, f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/").status_code == 404


# --- staff ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/", "/admin/jsi18n/"])
def test_the_admin_waits_for_a_second_factor_where_it_is_asked_for(client, settings, path):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(make_user("admin"))
    response = client.get(path)
    assert response["Location"] == "/accounts/2fa/"
    assert "second factor" in client.get("/accounts/2fa/").content.decode()


def test_nothing_can_be_posted_to_the_admin_either(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    admin = make_user("admin")
    client.force_login(admin)
    client.post(f"/admin/auth/user/{admin.pk}/delete/", {"post": "yes"})
    admin.refresh_from_db()


@pytest.mark.parametrize(
    ("kind", "opens"), [("totp", True), ("webauthn", True), ("recovery_codes", False)]
)
def test_the_admin_opens_with_a_second_factor(client, settings, kind, opens):
    settings.STAFF_NEED_SECOND_FACTOR = True
    admin = make_user("admin")
    Authenticator.objects.create(user=admin, type=kind, data={})
    client.force_login(admin)
    assert client.get("/admin/").status_code == (200 if opens else 302)


def test_the_admin_opens_without_where_none_is_asked_for(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(make_user("admin"))
    assert client.get("/admin/").status_code == 200


def test_readers_need_no_second_factor(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(make_user("reader"))
    assert client.get("/accounts/").status_code == 200


def test_somebody_without_may_still_log_out_of_the_admin(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(make_user("admin"))
    client.post("/admin/logout/")
    assert not is_logged_in(client)
