"""The second factor: authenticator apps, passkeys, and the codes for when they are lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET_ZONE = 4  # modules of white around a QR code, as ISO/IEC 18004 asks


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a password alone does not log them in. Recovery codes are no factor of their own."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists())


class StaffSecondFactor:
    """Where STAFF_NEED_SECOND_FACTOR is on, the admin opens only to those who set one up.

    A middleware, so that no page of the admin is forgotten; others are sent to set one up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if not settings.STAFF_NEED_SECOND_FACTOR or match is None or match.app_name != "admin":
            return None
        if match.url_name == "logout" or not request.user.is_authenticated:
            return None
        if has_second_factor(request.user):
            return None
        messages.warning(
            request, "The admin asks for a second factor: set up an authenticator app or a passkey."
        )
        return redirect("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as an element of the page: the policy refuses `data:` images."""
        code = qrcode.QRCode(border=QUIET_ZONE)
        code.add_data(url)
        code.make()
        rows = code.get_matrix()
        modules = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg class="qr" role="img" aria-label="QR code for the authenticator app" '
            'width="240" height="240" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
            '<rect width="{size}" height="{size}" fill="#fff"/>'
            '<path d="{modules}" fill="#000"/></svg>',
            size=len(rows),
            modules=modules,
        )
