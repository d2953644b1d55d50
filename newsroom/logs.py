"""Logs: one JSON object a line, with the request's id, without what people wrote or sought."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest

current_request_id: ContextVar[str] = ContextVar("request_id", default="")

# Search words stand in query strings; a path alone names no more than the page.
QUERY_STRING = re.compile(r"\?[^\s\"'<>]*=[^\s\"'<>]*")


class JsonLine(logging.Formatter):
    """A log record as one line of JSON.

    Keys: `time` (ISO 8601, UTC), `level`, `logger`, `message`, and where known `request_id`,
    `method`, `path`, `status`, `milliseconds` and `error`. An exception gives its types and the
    places it passed, innermost last, but not its message: a database quotes the refused row there,
    note and all.
    """

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": QUERY_STRING.sub("?…", record.getMessage()),
        }
        line |= _request_fields(record)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error_fields(record.exc_info[1])
        return json.dumps(line, default=str)


def _request_fields(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    request = getattr(record, "request", None)
    request_id = current_request_id.get()
    if isinstance(request, HttpRequest):
        # Django logs a refused request after the last middleware has let go of it.
        request_id = getattr(request, "request_id", request_id)
        fields |= {"method": request.method, "path": request.path}
    if request_id:
        fields["request_id"] = request_id
    for name, attribute in (("status", "status_code"), ("milliseconds", "milliseconds")):
        if hasattr(record, attribute):
            fields[name] = getattr(record, attribute)
    return fields


def _error_fields(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    fields: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        fields["after"] = _error_fields(cause)
    return fields
