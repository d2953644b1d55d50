"""Checking passwords, and looking up what people may do."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission, User
from django.db.models import Q

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

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Their own and those of their groups in one query, on each page; Django takes two."""
        known = obj is not None or hasattr(user_obj, "_perm_cache")
        if not known and user_obj.is_active and user_obj.pk and not user_obj.is_superuser:
            held = Permission.objects.order_by().filter(
                Q(user=user_obj.pk) | Q(group__user=user_obj.pk)
            )
            names = held.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}
        found: set[str] = super().get_all_permissions(user_obj, obj)
        return found
