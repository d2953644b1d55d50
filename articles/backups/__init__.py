"""Backups of the whole archive, taken while people write, and restored into an empty site.

They hold every table but two: sessions and what the cache counts are of a running site, and whoever
reads a backup should not be logged in by it.
"""

from __future__ import annotations

from pathlib import Path

from django.db import connections

from articles.backups.files import new_file
from articles.backups.kind import BackupError, Contents, Kind, Tell

__all__ = ["BackupError", "Contents", "back_up", "restore", "size"]


def back_up(target: Path, *, force: bool = False, alias: str = "default", tell: Tell) -> Contents:
    """Write a checked backup to `target`; `force` lets it take the place of a file.

    `tell` is called now and then with the bytes written so far. Whatever fails, `target` is as it
    was. Raises BackupError with what to do.
    """
    kind = _kind(alias)
    kind.refuse_as_target(target)
    try:
        with new_file(target, force=force) as part:
            contents = kind.write(part, tell)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or error}.") from error
    return contents


def restore(source: Path, *, alias: str = "default", tell: Tell) -> Contents:
    """Fill an empty site from a backup, all or nothing.

    `tell` is called now and then with the bytes read so far. Raises BackupError with what to do
    when the site is not empty, or the file no sound backup for its kind of database.
    """
    kind = _kind(alias)
    if source.is_fifo():  # opening it would wait for somebody to write into it
        raise BackupError(f"{source} is a pipe: name a file.")
    try:
        with source.open("rb") as file:
            beginning = file.read(len(SQLITE_MAGIC))
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror or error}.") from error
    made_by = _made_by(beginning)
    if made_by is None:
        raise BackupError(f"{source} is not a backup: manage.py backup makes them.")
    if made_by != kind.name:
        raise BackupError(
            f"{source} is a backup of a site on {made_by}, and this one is on {kind.name}: "
            f"set DATABASE_URL to an empty {made_by} database."
        )
    return kind.restore(source, tell)


def size(alias: str = "default") -> int | None:
    """About how many bytes a backup will have; None where nobody knows."""
    return _kind(alias).size()


SQLITE_MAGIC = b"SQLite format 3\0"
POSTGRESQL_MAGIC = b"PGDMP"


def _made_by(beginning: bytes) -> str | None:
    if beginning == SQLITE_MAGIC:
        return "SQLite"
    return "PostgreSQL" if beginning.startswith(POSTGRESQL_MAGIC) else None


def _kind(alias: str) -> Kind:
    match connections[alias].vendor:
        case "sqlite":
            from articles.backups.sqlite import SqliteBackups

            return SqliteBackups(alias)
        case "postgresql":
            from articles.backups.postgresql import PostgresqlBackups

            return PostgresqlBackups(alias)
        case vendor:
            raise BackupError(f"There are no backups of {vendor} databases.")
