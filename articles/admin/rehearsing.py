"""Trying a write before it is done, so that a form can say why it is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction


def rehearse(write: Callable[[], object]) -> None:
    """Do it and take it back. Raises what it raises.

    Within the transaction of the request the rows stay locked, so what was possible once stays so.
    """
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
