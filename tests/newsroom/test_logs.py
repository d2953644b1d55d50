from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import RequestFactory

from newsroom.logs import JsonLine, current_request_id


def record(message="done", *args, **extra):
    made = logging.getLogger("articles.import").makeRecord(
        "articles.import", logging.INFO, __file__, 1, message, args, extra.pop("exc_info", None)
    )
    made.__dict__.update(extra)
    return made


def line(made):
    text = JsonLine().format(made)
    assert "\n" not in text
    return json.loads(text)


def test_a_record_is_one_object_on_one_line():
    found = line(record("first\nsecond %s", "\x1b[31m\u2028"))
    assert found["message"] == "first\nsecond \x1b[31m\u2028"
    assert (found["level"], found["logger"]) == ("INFO", "articles.import")
    assert found["time"].endswith("+00:00")


def test_the_id_of_the_request_at_hand():
    token = current_request_id.set("abc")
    try:
        assert line(record())["request_id"] == "abc"
    finally:
        current_request_id.reset(token)
    assert "request_id" not in line(record())


def test_a_record_with_its_request():
    request = RequestFactory().get("/articles/?q=secret+word")
    request.request_id = "abc"
    found = line(record("Not Found: %s", request.path, request=request, status_code=404))
    assert (found["method"], found["path"], found["status"], found["request_id"]) == (
        "GET",
        "/articles/",
        404,
        "abc",
    )
    assert "secret" not in json.dumps(found)


@pytest.mark.parametrize(
    "message",
    [
        "GET /articles/?q=secret+word HTTP/1.1",
        'Forwarded to "https://news.example/articles/?page=2&q=secret"',
        "<a href='/?q=secret'>",
    ],
)
def test_search_words_are_left_out(message):
    found = line(record(message))["message"]
    assert "secret" not in found
    assert "?…" in found


def test_a_question_stays_a_question():
    assert line(record("Really? Yes = no"))["message"] == "Really? Yes = no"


def test_an_error_tells_its_kind_and_place_but_not_what_people_wrote():
    try:
        try:
            raise KeyError("note: the witness is Ada")
        except KeyError as error:
            raise ValueError("Failing row contains (7, the witness is Ada)") from error
    except ValueError:
        found = line(record(exc_info=sys.exc_info()))
    assert found["error"]["type"] == "builtins.ValueError"
    assert "test_an_error_tells" in found["error"]["at"][-1]
    assert found["error"]["after"]["type"] == "builtins.KeyError"
    assert "Ada" not in json.dumps(found)


def test_what_json_does_not_know_is_written_as_text():
    assert line(record(milliseconds=object()))["milliseconds"].startswith("<object")
