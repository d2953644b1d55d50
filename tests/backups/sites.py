"""What a database holds, table by table, and a second database to restore into."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

from articles.backups.emptiness import PASSING

SECOND = "second"


def digests(alias: str) -> dict[str, tuple[int, str]]:
    """The number of rows and a SHA-256 of them, for each table that a backup holds."""
    with connections[alias].cursor() as cursor:
        names = connections[alias].introspection.table_names(cursor)
        found = {}
        for name in set(names).difference(PASSING):
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = sorted(map(repr, cursor.fetchall()))
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


@contextmanager
def second_site(folder: Path) -> Iterator[str]:
    """The alias of a database that is there and has no tables."""
    second = connection.copy(SECOND)
    if connection.vendor == "sqlite":
        second.settings_dict["NAME"] = str(folder / "second.sqlite3")
    else:
        name = f"{connection.settings_dict['NAME'][:40]}_{secrets.token_hex(4)}"
        second.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connections[SECOND] = second
    try:
        yield SECOND
    finally:
        second.close()
        del connections[SECOND]
        if connection.vendor == "postgresql":
            second.close_pool()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
