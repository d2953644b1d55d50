"""Many new rows at once, without a model object for each: that would be a third of an import.

One prepared statement takes the rows one by one; the values are those that the columns hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows whose values stand in the order of `columns` (names of columns, not of fields).

    Raises IntegrityError as any other way of writing does.
    """
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", list(rows)
        )


def as_stored(model: type[models.Model], instant: dt.datetime | None) -> Any:
    """An instant as the database of a model's table takes it."""
    return connections[router.db_for_write(model)].ops.adapt_datetimefield_value(instant)


def reserve_keys(model: type[models.Model], number: int) -> list[int]:
    """Primary keys that no row of the model has or had, in rising order.

    To be called in the transaction that uses them: SQLite gives them to nobody else because it has
    one writer at a time.
    """
    connection = connections[router.db_for_write(model)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            last = found[0] if found else 0
            return list(range(last + 1, last + 1 + number))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, model._meta.pk.column, number],
        )
        return sorted(key for (key,) in cursor.fetchall())
