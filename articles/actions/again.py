"""Actions are done again where another one came between.

SQLite has one writer at a time, and each sees what the one before it left. In PostgreSQL two may
look, find nothing and write the same, or wait for each other; one of them is told, and everything
it did is taken back. Done again it sees what the other has done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import Error, transaction

from articles.actions.refusal import Overtaken

Asked = ParamSpec("Asked")
Done = TypeVar("Done")

ATTEMPTS = 5
# https://www.postgresql.org/docs/current/errcodes-appendix.html
CAME_BETWEEN = {
    "23503",  # what it points to has gone
    "23505",  # the same is there by now
    "40001",  # could not be put into an order
    "40P01",  # a deadlock
}


def again(action: Callable[Asked, Done]) -> Callable[Asked, Done]:
    """Do an action a few times until no other comes between; within a transaction only once.

    What comes between the last time is raised as it is.
    """

    @wraps(action)
    def attempts(*args: Asked.args, **kwargs: Asked.kwargs) -> Done:
        left = 1 if transaction.get_connection().in_atomic_block else ATTEMPTS
        while True:
            left -= 1
            try:
                return action(*args, **kwargs)
            except (Error, Overtaken) as error:
                if not left or not came_between(error):
                    raise

    return attempts


def came_between(error: BaseException) -> bool:
    """Whether an error tells that another transaction was faster, not that this one is wrong."""
    if isinstance(error, Overtaken):
        return True
    return getattr(error.__cause__, "sqlstate", None) in CAME_BETWEEN
