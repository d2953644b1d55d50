"""What people and programs are told when a request cannot be answered."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from newsroom.outages import Outage, outage_of

if TYPE_CHECKING:
    from django.http import HttpRequest

OUR_FAULT = "The fault is ours; it has been logged."
LAST_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Something went wrong</title></head>
<body><main><h1>Something went wrong</h1><p>The page could not be made.</p></main></body></html>
"""


def wants_page(request: HttpRequest) -> bool:
    """Whether a person's browser asks for a whole page, not a script or a program for data.

    A browser tells a navigation from a script's request by `Sec-Fetch-Mode`; without that header
    what the client accepts decides.
    """
    if request.path.startswith("/api/"):
        return False
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode:
        return mode == "navigate"
    return request.accepts("text/html")


def problem(status: HTTPStatus, detail: str) -> JsonResponse:
    """A refusal for programs, as RFC 9457 writes it."""
    response = JsonResponse(
        {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail},
        status=status,
        content_type="application/problem+json",
    )
    if status == HTTPStatus.UNAUTHORIZED:
        # RFC 9110 wants a challenge; one that no browser answers with a dialogue of its own.
        response["WWW-Authenticate"] = 'Session realm="Newsroom"'
    return response


def refusal(
    request: HttpRequest, status: HTTPStatus, template: str, detail: str = ""
) -> HttpResponse:
    """The page of `template`, or the same said to a program. `detail` is shown to the reader."""
    if wants_page(request):
        return render(request, template, {"detail": detail}, status=status)
    return problem(status, detail or status.description)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong is for developers, and logged; but how much can be sent is told."""
    if too_much := _too_much(exception):
        return refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "413.html", detail=too_much)
    return refusal(request, HTTPStatus.BAD_REQUEST, "400.html")


def _too_much(exception: Exception) -> str:
    bounds: dict[type[Exception], str] = {
        RequestDataTooBig: f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes without its files",
        TooManyFieldsSent: f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields",
        TooManyFilesSent: f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files",
    }
    bound = bounds.get(type(exception))
    return f"A form or an address has {bound} at most." if bound else ""


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reason is ours (`PermissionDenied("…")`), so it is shown."""
    return refusal(request, HTTPStatus.FORBIDDEN, "403.html", detail=str(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The reason is Django's, for developers: it is logged, not shown."""
    detail = (
        "You logged in or out since the page was opened, or the browser keeps no cookies. "
        "Reload it, and try again."
    )
    return refusal(request, HTTPStatus.FORBIDDEN, "403_csrf.html", detail=detail)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, HTTPStatus.NOT_FOUND, "404.html")


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return refusal(request, HTTPStatus.TOO_MANY_REQUESTS, "429.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for faults of ours and of the machine, which passes: 500, or 503 or 507 then.

    Neither the database nor a context processor is asked. Django calls this while it handles the
    exception.
    """
    outage = outage_of(sys.exception())
    status = outage.status if outage else HTTPStatus.INTERNAL_SERVER_ERROR
    if not wants_page(request):
        response: HttpResponse = problem(status, outage.words if outage else OUR_FAULT)
    else:
        response = HttpResponse(_last_page(request, outage), status=status)
    if outage:
        response["Retry-After"] = str(outage.retry_after)
    return response


def _last_page(request: HttpRequest, outage: Outage | None) -> str:
    request_id = getattr(request, "request_id", "")
    try:
        context = {"request_id": request_id, "outage": outage}
        return str(render_to_string("outage.html" if outage else "500.html", context))
    except Exception:  # Whatever broke the other page may break this one: words must come still.
        return LAST_PAGE
