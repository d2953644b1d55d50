"""One's own account, and the door of the admin."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from newsroom.accounts.second_factor import has_second_factor


@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """What one may do here, and the ways to change how one logs in."""
    groups = request.user.groups.order_by("name").values_list("name", flat=True)
    return render(
        request,
        "account/home.html",
        {"groups": list(groups), "has_second_factor": has_second_factor(request.user)},
    )


@never_cache
@login_not_required
@secure_admin_login  # type: ignore[untyped-decorator]  # allauth has no type hints
def admin_login(request: HttpRequest) -> HttpResponse:
    """The admin's login: the one of the site, throttled and with the second factor.

    Django's own form is never shown nor read: even to somebody logged in it would be a second door,
    with neither.
    """
    return redirect(get_next_redirect_url(request) or "admin:index")
