from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, get_resolver, reverse

from newsroom.accounts.adapter import ClosedAccountAdapter
from tests.factories import make_user

SIGN_UP = {
    "username": "eve",
    "email": "eve@newsroom.example",
    "password1": "a gull on the quay",
    "password2": "a gull on the quay",
}

# Every address of accounts; one that a new version of a library brings must be looked at first.
KNOWN = {
    "account_change_password",
    "account_home",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}

OPEN_TO_VISITORS = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def names(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern)
        else:
            yield pattern.name


def account_views():
    (accounts,) = [
        pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "accounts/"
    ]
    return accounts


def test_only_known_addresses_are_there():
    assert set(names(account_views())) == KNOWN


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(KNOWN))
def test_which_are_open_to_visitors(client, settings, name):
    settings.PUBLIC_READING = True
    arguments = {
        "account_reset_password_from_key": ["1", "abc"],
        "mfa_edit_webauthn": [1],
        "mfa_remove_webauthn": [1],
    }
    address = reverse(name, args=arguments.get(name, []))
    response = client.get(address)
    sent_to_login = response.status_code == 302 and "next=" in response["Location"]
    assert sent_to_login is (name not in OPEN_TO_VISITORS)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/2fa/webauthn/signup/"])
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, SIGN_UP).status_code == 404
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize("name", ["account_signup", "mfa_signup_webauthn", "account_email"])
def test_no_address_makes_accounts_or_addresses(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_adapter_is_closed_too(rf):
    request = rf.get("/")
    assert not ClosedAccountAdapter(request).is_open_for_signup(request)


@pytest.mark.django_db
def test_the_pages_for_visitors_offer_no_sign_up(client):
    for name in ("account_login", "account_reset_password"):
        page = client.get(reverse(name)).content.decode().casefold()
        assert "sign up" not in page
        assert "signup" not in page


@pytest.mark.django_db
def test_the_home_of_an_account_tells_its_rights(client):
    client.force_login(make_user("annotator", username="ada"))
    page = client.get("/accounts/").content.decode()
    assert "Annotator" in page
    assert "ada@newsroom.example" in page
