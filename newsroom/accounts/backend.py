"""Checking passwords."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User

from newsroom.accounts.people import holders_of


class OneCheckBackend(AuthenticationBackend):
    """Login by user name or e-mail address that takes one hash, whoever it is.

    allauth looks an address up as a name and as an address, and hashes once for each find: twice
    for somebody who exists, once for nobody, which a stopwatch tells apart.
    """

    def _authenticate(self, request: object, **credentials: str) -> User | None:
        self._refused: set[int] = set()
        found: User | None = super()._authenticate(request, **credentials)
        return found

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        for user in holders_of(email):
            if self._check_password(user, password):
                return user
        return None

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None or user.pk in self._refused:
            return None
        checked: User | None = super()._check_password(user, password)
        if checked is None:
            self._refused.add(user.pk)
        return checked
