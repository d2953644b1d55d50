"""System checks: what would lose data or fail later is said at the start."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

WAL_RESET_FIXED = (3, 51, 3)
WAL_RESET_BACKPORTS = {(3, 44): 6, (3, 50): 7}
CONTENTLESS_DELETE = (3, 43, 0)


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether that SQLite can lose pages when a checkpoint meets a reset (https://sqlite.org/wal.html)."""
    if version < (3, 7, 0) or version >= WAL_RESET_FIXED:
        return False
    return version[2] < WAL_RESET_BACKPORTS.get(version[:2], 10_000)


@checks.register(checks.Tags.database)
def sqlite_library(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    if not any(connections[alias].vendor == "sqlite" for alias in databases or []):
        return []
    version = sqlite3.sqlite_version_info
    name = ".".join(map(str, version))
    if version < CONTENTLESS_DELETE:
        return [
            checks.Error(
                f"SQLite {name} is too old for the search index (3.43 or newer is needed).",
                hint="Run `pip install pysqlite3`, or set DATABASE_URL to a PostgreSQL database.",
                id="articles.E001",
            )
        ]
    if has_wal_reset_bug(version):
        return [
            checks.Warning(
                f"SQLite {name} has the WAL-reset bug and can, rarely, corrupt a database.",
                hint="Run `pip install pysqlite3`: it brings a newer SQLite.",
                id="articles.W001",
            )
        ]
    return []
