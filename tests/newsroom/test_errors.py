from __future__ import annotations

import html5lib
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.base import Template
from django.test import Client, RequestFactory
from django.urls import include, path

from newsroom.errors import wants_page
from tests.factories import make_user


def breaks(request):
    raise RuntimeError("the note of the witness")


def refuses(request):
    raise PermissionDenied("Only editors may merge sources.")


def suspects(request):
    raise SuspiciousOperation("a cookie was forged")


def reads(request):
    return HttpResponse(request.POST.get("a"))


def asks_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


urlpatterns = [
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("suspects/", suspects),
    path("reads/", reads),
    path("asks/", asks_the_database),
    path("api/breaks/", breaks),
    path("", include("newsroom.urls")),
]
handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor(settings):
    settings.DEBUG = False
    # These views stand for any: who may open them is tested elsewhere.
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if name != "newsroom.middleware.ReadingRights"
    ]
    return Client(raise_request_exception=False, headers={"accept": "text/html"})


def heading(response):
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    (found,) = tree.iter("h1")
    return "".join(found.itertext())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/suspects/", 400, "not understood"),
        ("/refuses/", 403, "may not"),
        ("/nowhere/", 404, "no such page"),
        ("/breaks/", 500, "went wrong"),
    ],
)
def test_each_fault_has_its_page(visitor, address, status, words):
    response = visitor.get(address)
    assert response.status_code == status
    assert words in heading(response)
    assert b"witness" not in response.content
    assert b"forged" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", "1 bytes without its files"),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", "1 fields"),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", "1 files"),
    ],
)
def test_how_much_can_be_sent_is_told(visitor, settings, setting, words):
    setattr(settings, setting, 1)
    files = [SimpleUploadedFile(name, b"text") for name in ("a.md", "b.md")]
    sent = {"files": files} if "FILES" in setting else {"a": "1", "b": "2"}
    response = visitor.post("/reads/", sent)
    assert response.status_code == 413
    assert "too much" in heading(response)
    assert words in response.content.decode()
    problem = visitor.post("/reads/", sent, headers={"accept": "application/json"}).json()
    assert problem["status"] == 413
    assert words in problem["detail"]


@pytest.mark.django_db
def test_the_reason_of_a_refusal_is_shown(visitor):
    assert "Only editors may merge sources." in visitor.get("/refuses/").content.decode()


@pytest.mark.django_db
def test_programs_get_the_same_as_a_problem(visitor):
    response = visitor.get("/refuses/", headers={"accept": "application/json"})
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
        "detail": "Only editors may merge sources.",
    }
    assert visitor.get("/api/breaks/").json()["status"] == 500


def test_our_own_fault_is_told_without_the_database(visitor):
    # Without the django_db mark any query is an error, and so would be one of the page itself.
    response = visitor.get("/asks/", headers={"cookie": "sessionid=x"})
    assert response.status_code == 500
    assert heading(response) == "Something went wrong"


def test_our_own_fault_names_the_request(visitor):
    response = visitor.get("/breaks/", headers={"x-request-id": "edge-7"})
    assert "<code>edge-7</code>" in response.content.decode()


def test_a_page_for_faults_that_breaks_itself_is_replaced(visitor, monkeypatch):
    def broken(self, context):
        raise LookupError("staticfiles.json")

    monkeypatch.setattr(Template, "render", broken)
    response = visitor.get("/breaks/")
    assert (response.status_code, heading(response)) == (500, "Something went wrong")


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained():
    client = Client(enforce_csrf_checks=True, headers={"accept": "text/html"})
    response = client.post("/accounts/login/", {"login": "ada", "password": "x"})
    assert response.status_code == 403
    assert heading(response) == "The form could not be taken"
    assert "<style" not in response.content.decode()
    by_script = client.post("/accounts/login/", headers={"accept": "application/json"})
    assert "Reload it, and try again" in by_script.json()["detail"]


@pytest.mark.django_db
def test_somebody_logged_in_is_told_who_they_are(visitor):
    user = make_user("reader")
    visitor.force_login(user)
    assert user.username in visitor.get("/refuses/").content.decode()


def request_with(path="/articles/", **headers) -> HttpRequest:
    return RequestFactory(headers=headers).get(path)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"sec-fetch-mode": "navigate", "accept": "text/html,*/*;q=0.8"}, True),
        ({"sec-fetch-mode": "cors", "accept": "text/html"}, False),
        ({"sec-fetch-mode": "same-origin"}, False),
        ({"accept": "text/html,application/xhtml+xml"}, True),
        ({"accept": "*/*"}, True),
        ({}, True),
        ({"accept": "application/json"}, False),
        ({"accept": "application/atom+xml"}, False),
    ],
)
def test_who_wants_a_page(headers, expected):
    assert wants_page(request_with(**headers)) is expected


def test_the_interface_for_programs_never_answers_with_a_page():
    assert not wants_page(request_with("/api/articles/", **{"sec-fetch-mode": "navigate"}))
