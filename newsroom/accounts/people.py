"""Finding a person by what they type."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User


def holders_of(email: str) -> list[User]:
    """Those whose record holds that address; letter case does not count, look-alikes do not either.

    Only the user's own record is asked, so that an address an admin replaces stops to work at once.
    The database's idea of letter case differs by database and folds too much on some, hence the
    second look.
    """
    if not email:
        return []
    found = get_user_model().objects.filter(email__iexact=email).order_by("pk")
    return [user for user in found if user.email.lower() == email.lower()]
