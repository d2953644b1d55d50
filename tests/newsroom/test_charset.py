from __future__ import annotations

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.test import RequestFactory

from newsroom.charset import Utf8Request
from newsroom.wsgi import application


def asked(charset: str, query: str) -> Utf8Request:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    environ = RequestFactory().get("/").environ
    return Utf8Request(environ | {"CONTENT_TYPE": kind, "QUERY_STRING": query})


def test_the_site_reads_requests_so():
    assert application.request_class is Utf8Request


@pytest.mark.parametrize("charset", ["utf-8", "unicode_escape", "hex", "undefined", "utf-16"])
def test_addresses_are_read_as_utf_8(charset):
    assert asked(charset, "q=%5Cud800%C3%A9").GET["q"] == "\\ud800é"


def test_too_many_fields_are_refused_when_they_are_asked_for():
    request = asked("utf-8", "a&" * 6_000)
    with pytest.raises(TooManyFieldsSent):
        _ = request.GET
