from __future__ import annotations

import json
import logging
import re
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path, reverse

from articles.models import Annotation
from newsroom.logs import JsonLine, current_request_id
from newsroom.middleware import RequestId
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

PAGE = {"HTTP_ACCEPT": "text/html", "HTTP_SEC_FETCH_MODE": "navigate"}
SCRIPT = {"HTTP_ACCEPT": "*/*", "HTTP_SEC_FETCH_MODE": "cors"}
PROGRAM = {"HTTP_ACCEPT": "application/json"}


def forgotten(request):
    return HttpResponse("a view that nobody thought of")


urlpatterns = [
    path("forgotten/", forgotten, name="forgotten"),
    path("", include("newsroom.urls")),
]


@pytest.fixture
def ids():
    """The id of an article, for addresses that need one."""
    return {"article": make_article().pk}


# --- who comes to which page ----------------------------------------------------------------------
LOGIN = "to the login page"
REFUSED = HTTPStatus.FORBIDDEN
OPEN = HTTPStatus.OK

#                        public reading:  off                                on
#                                   visitor  stranger  reader   visitor  stranger  reader
TABLE = {
    "/articles/":                  (LOGIN,   REFUSED,  OPEN,    OPEN,    OPEN,     OPEN),
    "/articles.atom":              (LOGIN,   REFUSED,  OPEN,    OPEN,    OPEN,     OPEN),
    "/articles/{article}/revisions/": (LOGIN, REFUSED, OPEN,    OPEN,    OPEN,     OPEN),
    "/forgotten/":                 (LOGIN,   REFUSED,  OPEN,    LOGIN,   OPEN,     OPEN),
    "/accounts/":                  (LOGIN,   OPEN,     OPEN,    LOGIN,   OPEN,     OPEN),
    "/accounts/password/change/":  (LOGIN,   OPEN,     OPEN,    LOGIN,   OPEN,     OPEN),
    "/accounts/2fa/":              (LOGIN,   OPEN,     OPEN,    LOGIN,   OPEN,     OPEN),
    "/accounts/password/reset/":   (OPEN,    OPEN,     OPEN,    OPEN,    OPEN,     OPEN),
    "/healthz":                    (OPEN,    OPEN,     OPEN,    OPEN,    OPEN,     OPEN),
    "/readyz":                     (OPEN,    OPEN,     OPEN,    OPEN,    OPEN,     OPEN),
}  # fmt: skip
VISITORS = [
    (public, kind) for public in (False, True) for kind in ("visitor", "stranger", "reader")
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", TABLE)
@pytest.mark.parametrize(("public", "kind"), VISITORS)
def test_who_comes_to_which_page(client, settings, ids, address, public, kind):
    settings.PUBLIC_READING = public
    if kind != "visitor":
        client.force_login(make_user(kind))
    expected = TABLE[address][VISITORS.index((public, kind))]
    address = address.format(**ids)
    response = client.get(address, **PAGE)
    if expected == LOGIN:
        assert response.status_code == HTTPStatus.FOUND
        assert response["Location"] == f"/accounts/login/?next={address}"
    else:
        assert response.status_code == expected


def test_public_reading_opens_no_form_to_visitors(client, settings):
    settings.PUBLIC_READING = True
    response = client.post("/articles/", {"q": "ferry"}, **PAGE)
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/accounts/login/")


def test_the_way_back_from_login_keeps_the_filter(client, settings):
    settings.PUBLIC_READING = False
    response = client.get("/articles/?q=ferry&source=harbour-post", **PAGE)
    assert (
        response["Location"]
        == "/accounts/login/?next=/articles/%3Fq%3Dferry%26source%3Dharbour-post"
    )


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/articles/7/ferry/?q=x", "/articles/7/ferry/%3Fq%3Dx"),
        ("https://evil.example/articles/", "/articles/"),
        ("", "/articles/"),
    ],
)
def test_a_form_sent_without_a_login_leads_back_to_its_page(client, settings, referer, back):
    settings.PUBLIC_READING = False
    response = client.post("/articles/facets/", HTTP_REFERER=referer, **PAGE)
    assert response["Location"] == f"/accounts/login/?next={back}"


@pytest.mark.parametrize("asks", [SCRIPT, PROGRAM])
def test_scripts_and_programs_are_told_to_log_in(client, settings, asks):
    settings.PUBLIC_READING = False
    response = client.get("/articles/facets/", **asks)
    assert response.status_code == HTTPStatus.UNAUTHORIZED
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"]
    assert response.json()["status"] == 401


def test_scripts_are_told_what_the_account_may_not(client, settings):
    settings.PUBLIC_READING = False
    client.force_login(make_user("stranger"))
    response = client.get("/articles/facets/", **SCRIPT)
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "may not read" in response.json()["detail"]


def test_a_visitor_of_a_public_archive_costs_no_query_for_rights(
    client, settings, django_assert_num_queries
):
    settings.PUBLIC_READING = True
    with django_assert_num_queries(0):
        client.get("/", **PAGE)


# --- headers --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "request_headers"),
    [
        *(("/accounts/login/", {}), ("/articles/", {}), ("/nowhere/", {}), ("/healthz", {})),
        ("/articles", {}),
        ("/articles/", {"HTTP_HOST": "elsewhere.example"}),
    ],
)
def test_every_answer_carries_the_protecting_headers(client, address, request_headers):
    headers = client.get(address, **request_headers).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey" not in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/articles/", "/accounts/login/"])
def test_the_way_to_https_carries_them_too(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(address)
    assert response["Location"] == f"https://testserver{address}"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


# --- ids ------------------------------------------------------------------------------------------
def test_each_request_gets_an_id_of_its_own(client):
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


def test_an_id_from_the_proxy_is_kept(client):
    assert client.get("/healthz", HTTP_X_REQUEST_ID="edge-7.a_B")["X-Request-ID"] == "edge-7.a_B"


@pytest.mark.parametrize("given", ["a b", "x" * 65, 'x","level":"forged', "é"])
def test_an_id_that_could_spoil_the_log_is_replaced(client, given):
    assert re.fullmatch(
        r"[0-9a-f]{32}", client.get("/healthz", HTTP_X_REQUEST_ID=given)["X-Request-ID"]
    )


def test_the_id_is_known_while_the_request_lasts_and_no_longer():
    seen = []

    def answer(request):
        seen.append((request.request_id, current_request_id.get()))
        return HttpResponse()

    response = RequestId(answer)(RequestFactory().get("/"))
    assert seen == [(response["X-Request-ID"],) * 2]
    assert current_request_id.get() == ""


def test_a_request_leaves_one_line_without_its_search_words(client, settings, caplog):
    settings.DEBUG = False
    with caplog.at_level(logging.INFO, logger="newsroom.access"):
        response = client.get("/healthz?q=secret+witness")
    (record,) = [record for record in caplog.records if record.name == "newsroom.access"]
    line = json.loads(JsonLine().format(record))
    assert (line["method"], line["path"], line["status"]) == ("GET", "/healthz", 200)
    assert line["request_id"] == response["X-Request-ID"]
    assert line["milliseconds"] >= 0
    assert "secret" not in json.dumps(line)


# --- what is read ---------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/ld+json"])
def test_a_body_that_is_no_form_is_refused_and_changes_nothing(client, ids, kind):
    client.force_login(make_user("annotator"))
    address = reverse("articles:annotate", args=[ids["article"]])
    body = json.dumps({"start": 0, "end": 3})
    response = client.post(address, body, content_type=kind, **PROGRAM)
    assert response.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert "form" in response.json()["detail"]
    assert not Annotation.objects.exists()


def test_forms_are_read(client, ids):
    client.force_login(make_user("annotator"))
    address = reverse("articles:annotate", args=[ids["article"]])
    client.post(address, {"start": 0, "end": 3})
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    client.post(address, "start=4&end=6", content_type=kind)
    assert list(Annotation.objects.values_list("start", "end")) == [(0, 3), (4, 6)]


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "unknown"])
def test_a_form_in_another_charset_is_refused_and_changes_nothing(client, ids, charset):
    client.force_login(make_user("annotator"))
    address = reverse("articles:annotate", args=[ids["article"]])
    body = b'--B\r\nContent-Disposition: form-data; name="note"\r\n\r\nx\r\n--B--\r\n'
    kind = f"multipart/form-data; boundary=B; charset={charset}"
    response = client.generic("POST", address, body, content_type=kind, **PROGRAM)
    assert response.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert "UTF-8" in response.json()["detail"]
    assert not Annotation.objects.exists()
