"""Logging in and out: what is told, how often it may be tried, and where it leads."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import connection

from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
WRONG = "are not correct"
TOO_OFTEN = "Too many failed login attempts"


def log_in(client, login, password="password", address=LOGIN, **extra):
    return client.post(address, {"login": login, "password": password}, **extra)


def is_logged_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "typed", ["ada", "ADA", "ada@newsroom.example", "Ada@Newsroom.Example", " ada "]
)
def test_by_user_name_or_address_in_any_case(client, typed):
    make_user(username="ada", email="Ada@newsroom.example")
    response = log_in(client, typed)
    assert (response.status_code, response["Location"]) == (302, "/articles/")
    assert is_logged_in(client)


def test_a_closed_account_is_not_logged_in(client):
    make_user(username="ada", is_active=False)
    response = log_in(client, "ada")
    assert response["Location"] == "/accounts/inactive/"
    assert not is_logged_in(client)
    assert b"closed" in client.get("/accounts/inactive/").content


@pytest.mark.parametrize(
    ("known", "unknown"), [("ada", "eve"), ("ada@newsroom.example", "eve@newsroom.example")]
)
def test_a_wrong_password_and_an_unknown_user_get_the_same_page(client, known, unknown):
    make_user(username="ada", email="ada@newsroom.example")
    pages = []
    for typed in (known, unknown):
        response = log_in(client, typed, "wrong")
        assert response.status_code == 200
        assert WRONG in response.content.decode()
        csrf_token = str(response.context["csrf_token"])
        pages.append(response.content.decode().replace(typed, "#").replace(csrf_token, "#"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("typed", ["ada", "nobody"])
def test_an_account_is_closed_for_a_while_after_five_failures_whoever_tries(client, typed):
    make_user(username="ada")
    for number in range(5):
        page = log_in(client, typed, "wrong", REMOTE_ADDR=f"192.0.2.{number}").content.decode()
        assert WRONG in page
    response = log_in(client, typed, REMOTE_ADDR="198.51.100.1")
    assert TOO_OFTEN in response.content.decode()
    assert not is_logged_in(client)


def test_another_spelling_of_the_host_begins_no_new_count(client, settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    make_user(username="ada")
    hosts = ["news.example:1", "news.example:2", "News.example", "NEWS.example", "news.example."]
    for number, host in enumerate(hosts):
        log_in(client, "ada", "wrong", HTTP_HOST=host, REMOTE_ADDR=f"192.0.2.{number}")
    assert TOO_OFTEN in log_in(client, "ada", HTTP_HOST="news.example").content.decode()


def test_another_spelling_of_the_name_begins_no_new_count(client):
    """PostgreSQL finds `Sick` by each of these."""
    make_user(username="Sick")
    for typed in ("sick", " SICK", "\u017fick", "s\u0131ck", "\u017f\u0131ck"):
        log_in(client, typed, "wrong")
    assert TOO_OFTEN in log_in(client, "Sick").content.decode()


def test_other_accounts_stay_open(client):
    make_user(username="ada")
    make_user(username="bo")
    for number in range(6):
        log_in(client, "ada", "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    log_in(client, "bo")
    assert is_logged_in(client)


def test_an_address_is_stopped_after_thirty_failures_at_many_accounts(client):
    make_user(username="ada")
    for number in range(30):
        assert WRONG in log_in(client, f"guess{number}", "wrong").content.decode()
    assert TOO_OFTEN in log_in(client, "ada").content.decode()
    log_in(client, "ada", REMOTE_ADDR="198.51.100.1")
    assert is_logged_in(client)


def test_many_attempts_from_one_address_get_the_page_for_it(client):
    # Without a password nothing is checked, so that these count as requests alone.
    for _ in range(60):
        client.post(LOGIN, {"login": "ada"})
    response = client.post(LOGIN, {"login": "ada"})
    assert response.status_code == 429
    assert "Too many requests" in response.content.decode()


def test_failures_are_counted_where_every_process_looks(client):
    log_in(client, "ada", "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM newsroom_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone() == (2,)  # one for the account, one for the address


def test_a_successful_login_is_no_failure(client):
    make_user(username="ada")
    for _ in range(7):
        log_in(client, "ada")
        assert is_logged_in(client)
        client.logout()


# --- the admin's login ----------------------------------------------------------------------------
def test_the_admin_sends_to_the_one_login_and_back(client):
    response = client.get("/admin/articles/article/?q=ferry", follow=True)
    assert response.request["PATH_INFO"] == LOGIN
    make_user("admin", username="ada")
    data = {
        "login": "ada",
        "password": "password",
        "next": response.context["redirect_field_value"],
    }
    assert client.post(LOGIN, data)["Location"] == "/admin/articles/article/?q=ferry"


def test_the_admin_takes_no_password_itself(client):
    make_user("admin", username="ada")
    data = {"username": "ada", "password": "password", "login": "ada"}
    response = client.post("/admin/login/", data)
    assert response["Location"].startswith(LOGIN)
    assert not is_logged_in(client)


def test_nor_from_somebody_who_is_logged_in(client):
    make_user("admin", username="ada")
    editor = make_user("editor")
    client.force_login(editor)
    response = client.post(
        "/admin/login/?next=/admin/", {"username": "ada", "password": "password"}
    )
    assert response["Location"] == "/admin/"
    assert client.session["_auth_user_id"] == str(editor.pk)


def test_the_admin_is_no_way_around_the_throttle(client):
    make_user("admin", username="ada")
    for _ in range(5):
        page = log_in(client, "ada", "wrong", address=f"{LOGIN}?next=/admin/")
    assert WRONG in page.content.decode()
    assert TOO_OFTEN in log_in(client, "ada", address=f"{LOGIN}?next=/admin/").content.decode()


def test_the_admin_refuses_those_without_its_rights(client):
    client.force_login(make_user("reader"))
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_admin_has_no_form_for_passwords_of_its_own(client):
    client.force_login(make_user("admin"))
    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"


# --- where it leads -------------------------------------------------------------------------------
@pytest.mark.parametrize("place", ["/articles/?q=a&q=b", "/admin/", "http://testserver/articles/"])
def test_next_leads_back_into_the_site(client, place):
    make_user(username="ada")
    response = client.post(LOGIN, {"login": "ada", "password": "password", "next": place})
    assert response["Location"] == place


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "http:evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "http://neighbour.example/",
        "\x00//evil.example",
        " //evil.example",
        "nowhere",
        "no:view",
    ],
)
def test_next_leads_nowhere_else(client, settings, place):
    settings.ALLOWED_HOSTS = ["testserver", "neighbour.example"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://evil.example"]
    make_user(username="ada")
    response = client.post(LOGIN, {"login": "ada", "password": "password", "next": place})
    assert response["Location"] == "/articles/"
    assert client.get(LOGIN, {"next": place})["Location"] == "/articles/"
    assert client.post("/accounts/logout/", {"next": place})["Location"] == "/articles/"
    client.force_login(make_user("admin"))
    assert client.get("/admin/login/", {"next": place})["Location"] == "/admin/"


def test_next_is_text_on_the_page(client):
    page = client.get(LOGIN, {"next": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


# --- sessions -------------------------------------------------------------------------------------
def test_a_login_makes_a_new_session_and_token(client):
    make_user(username="ada")
    client.get("/accounts/password/reset/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    token = client.cookies["csrftoken"].value
    log_in(client, "ada")
    assert client.session.session_key != planted
    assert client.cookies["csrftoken"].value != token


def test_the_session_ends_with_the_browser_unless_it_is_told_to_stay(client):
    make_user(username="ada")
    log_in(client, "ada")
    assert client.session.get_expire_at_browser_close()
    client.logout()
    client.post(LOGIN, {"login": "ada", "password": "password", "remember": "on"})
    assert not client.session.get_expire_at_browser_close()


def test_only_a_form_logs_out(client):
    client.force_login(make_user())
    assert client.get("/accounts/logout/").status_code == 200
    assert is_logged_in(client)
    assert client.post("/accounts/logout/")["Location"] == "/articles/"
    assert not is_logged_in(client)


def test_the_throttle_has_its_table(settings):
    assert settings.CACHES["default"]["LOCATION"] == "newsroom_cache"
    caches["default"].set("a", 1)
    assert caches["default"].get("a") == 1
