"""What happens to every request: its id, its rights, and the headers of its answer."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from articles.access import READING_PAGES, may_read
from newsroom.errors import problem, wants_page
from newsroom.logs import current_request_id

GetResponse = Callable[[HttpRequest], HttpResponseBase]

access_log = logging.getLogger("newsroom.access")

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# A request without a body has no type.
FORMS = {"", "application/x-www-form-urlencoded", "multipart/form-data"}
UTF_8 = "utf-8"

# Pages of one's own account, and the admin: a login is enough to come to them, the rest they ask
# themselves (somebody who only manages users need not be a reader).
PAGES_WITH_RIGHTS_OF_THEIR_OWN = ("account_", "mfa_", "admin:")

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)


class RequestId:
    """Gives each request an id: the proxy's, if it sent a sound one, else a new one.

    The id stands in the answer (`X-Request-ID`), in the log, and on the page for our own faults.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]  # HttpRequest is open to this
        token = current_request_id.set(request_id)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            if not settings.DEBUG:
                _log_access(request, response, time.perf_counter() - began)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


def _log_access(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    access_log.info(
        "%s %s %s",
        request.method,
        request.path,
        response.status_code,
        extra={
            "request": request,
            "status_code": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )


class SecurityHeaders:
    """The protecting headers that neither Django nor django-csp sends."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class FormsOnly:
    """Refuses what no view reads: a JSON body would else be taken for a form left empty."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.content_type not in FORMS:
            return problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "Send the fields of a form: application/x-www-form-urlencoded or "
                "multipart/form-data.",
            )
        charset = (request.content_params or {}).get("charset", UTF_8)
        if request.method == "POST" and charset.lower() != UTF_8:
            return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the fields in UTF-8.")
        return self.get_response(request)


class ReadingRights(LoginRequiredMiddleware):
    """Closes every view to those who may not read; a view that nobody thought of is closed too.

    Open to all are views marked `login_not_required` (login, password reset, health) and, where
    PUBLIC_READING is on, the pages that `articles.access` names, for reading alone.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(PAGES_WITH_RIGHTS_OF_THEIR_OWN):
            return super().process_view(request, view_func, view_args, view_kwargs)
        if settings.PUBLIC_READING and name in READING_PAGES and request.method in SAFE_METHODS:
            return None
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if not may_read(request.user):
            raise PermissionDenied(
                "Your account may not read this archive yet. Ask the people who run it to add you "
                "to the group Reader, Annotator or Editor."
            )
        return None

    def handle_no_permission(  # type: ignore[override]  # a program gets no redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        """To the login page and back; a script or program is told that it must log in."""
        if not wants_page(request):
            return problem(HTTPStatus.UNAUTHORIZED, "Log in first.")
        if request.method in SAFE_METHODS:
            return super().handle_no_permission(request, view_func)
        # Nothing can be read at an address that only takes forms: back to the page of the form.
        return redirect_to_login(_page_of_form(request), resolve_url(self.get_login_url(view_func)))


def _page_of_form(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        parts = urlsplit(referer)
        return parts._replace(scheme="", netloc="").geturl()
    return resolve_url(settings.LOGIN_REDIRECT_URL)
