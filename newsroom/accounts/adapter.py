"""How allauth treats accounts here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and a login leads to a page of this site or nowhere."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether `next` stays on this very host: neighbours in ALLOWED_HOSTS are other sites.

        What does not begin as an address might be taken for the name of a view.
        """
        is_address = bool(url) and str(url).startswith(("/", "http://", "https://"))
        return is_address and url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def forget_failed_logins(self, user: User) -> None:
        """Let somebody in who failed too often and then proved to hold the account's mailbox."""
        for typed in filter(None, (user.get_username(), user.email)):
            key = self._get_login_attempts_cache_key(self.request, username=typed)
            ratelimit.clear(self.request, action="login_failed", key=key)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What failures are counted under: what was typed, as far as it may name one account.

        allauth adds the host as the visitor spelt it, so that each port and letter case of it began
        a count of its own. PostgreSQL compares names in capitals, where `ſ` is `S` and `ı` is `I`.
        """
        typed: str = credentials.get("email") or credentials.get("username") or ""
        return typed.strip().upper().casefold()
