"""Resetting a password by mail."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
NEW = "a gull on the quay"


def ask(client, email):
    return client.post(RESET, {"email": email})


def link_in(mail):
    (found,) = re.findall(r"https?://testserver(/accounts/password/reset/key/\S+)", mail.body)
    return found


def choose(client, link, password=NEW):
    form = client.get(link, follow=True)
    return client.post(
        form.context["action_url"], {"password1": password, "password2": password}, follow=True
    )


def test_the_link_in_the_mail_lets_one_choose_a_password(client, mailoutbox):
    user = make_user(username="ada", email="ada@newsroom.example")
    assert ask(client, "Ada@newsroom.example")["Location"] == f"{RESET}done/"
    (mail,) = mailoutbox
    assert mail.to == ["ada@newsroom.example"]
    assert mail.subject == "[Newsroom] Reset your password"
    assert "ada" in mail.body
    response = choose(client, link_in(mail))
    assert "The password is changed" in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "_auth_user_id" not in client.session  # the second factor is still to be asked


def test_the_link_works_once(client, mailoutbox):
    make_user(username="ada", email="ada@newsroom.example")
    ask(client, "ada@newsroom.example")
    link = link_in(mailoutbox[0])
    choose(client, link)
    assert "The link does not work" in client.get(link, follow=True).content.decode()


def test_the_page_of_the_form_does_not_hold_the_key(client, mailoutbox):
    make_user(email="ada@newsroom.example")
    ask(client, "ada@newsroom.example")
    link = link_in(mailoutbox[0])
    page = client.get(link, follow=True)
    assert page.request["PATH_INFO"] != link
    assert link.rsplit("-", 1)[1].rstrip("/") not in page.content.decode()


@pytest.mark.parametrize("link", ["1-xyz", "1-xyz-set-password", "zzzzz-abc", "0-a"])
def test_an_invented_link_is_refused(client, link):
    make_user()
    response = client.get(f"{RESET}key/{link}/", follow=True)
    assert response.status_code == 200
    assert "The link does not work" in response.content.decode()


def test_a_weak_password_is_refused(client, mailoutbox):
    user = make_user(email="ada@newsroom.example")
    ask(client, "ada@newsroom.example")
    page = choose(client, link_in(mailoutbox[0]), "12345").content.decode()
    assert "too short" in page
    assert 'aria-invalid="true"' in page
    user.refresh_from_db()
    assert user.check_password("password")


def test_a_stranger_gets_the_same_page_and_a_mail_as_well(client, mailoutbox):
    make_user(email="ada@newsroom.example")
    known, unknown = ask(client, "ada@newsroom.example"), ask(client, "eve@newsroom.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [["ada@newsroom.example"], ["eve@newsroom.example"]]
    assert "No account has that address" in mailoutbox[1].body
    assert "http" not in mailoutbox[1].body


def test_a_closed_account_gets_no_link(client, mailoutbox):
    make_user(email="ada@newsroom.example", is_active=False)
    ask(client, "ada@newsroom.example")
    assert "No account has that address" in mailoutbox[0].body


def test_an_address_is_mailed_five_times_a_minute_at_most(client, mailoutbox):
    for number in range(6):
        response = client.post(
            RESET, {"email": "ada@newsroom.example"}, REMOTE_ADDR=f"192.0.2.{number}"
        )
    assert response.status_code == 429
    assert len(mailoutbox) == 5


def test_somebody_locked_out_may_log_in_after_the_reset(client, mailoutbox):
    make_user(username="ada", email="ada@newsroom.example")
    for typed in ("ada", "ada@newsroom.example"):
        for _ in range(5):
            client.post("/accounts/login/", {"login": typed, "password": "wrong"})
    ask(client, "ada@newsroom.example")
    choose(client, link_in(mailoutbox[0]))
    for typed in ("ada", "ada@newsroom.example"):
        client.post("/accounts/login/", {"login": typed, "password": NEW})
        assert "_auth_user_id" in client.session
        client.logout()


def test_a_header_does_not_choose_where_the_link_leads(client, mailoutbox):
    make_user(email="ada@newsroom.example")
    client.post(RESET, {"email": "ada@newsroom.example"}, HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil.example" not in mailoutbox[0].body


def test_changing_the_password_asks_for_the_old_one_and_ends_other_sessions(client):
    user = make_user()
    client.force_login(user)
    other = type(client)()
    other.force_login(user)
    change = "/accounts/password/change/"
    data = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert "current password" in client.post(change, data).content.decode()
    response = client.post(change, data | {"oldpassword": "password"})
    assert response["Location"] == "/accounts/"
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_guessing_the_old_password_is_throttled(client):
    client.force_login(make_user())
    data = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    statuses = [client.post("/accounts/password/change/", data).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
