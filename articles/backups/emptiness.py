"""Which tables are Newsroom's, and which of them must be empty before a backup is restored."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from articles.backups.kind import BackupError

# Of a running site alone, and in no backup.
PASSING = (Session._meta.db_table, "newsroom_cache")
# What `migrate` fills.
PREPARED = {
    ContentType._meta.db_table,
    Permission._meta.db_table,
    Group._meta.db_table,
    Group.permissions.through._meta.db_table,
}


def tables_of_models() -> list[str]:
    """The tables of all models, those between two models among them."""
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models})


def must_be_empty(present: Collection[str]) -> list[str]:
    """Those of the tables `present` that hold what people brought in."""
    passing = PREPARED.union(PASSING)
    return [name for name in tables_of_models() if name in present and name not in passing]


def refuse_strangers(present: Collection[str]) -> None:
    """Raise BackupError when a database has tables that are none of Newsroom's."""
    ours = {*tables_of_models(), *PASSING, "django_migrations"}
    prefixes = ("articles_", "newsroom_", "sqlite_")
    strangers = [name for name in present if name not in ours and not name.startswith(prefixes)]
    if strangers:
        raise BackupError(
            f"This database has tables of something else ({', '.join(sorted(strangers)[:5])}): "
            "set DATABASE_URL to an empty database."
        )


def refuse_full(held: dict[str, int]) -> None:
    """Raise BackupError when one of the tables, given with their numbers of rows, holds any."""
    full = [f"{name} {rows:,}" for name, rows in held.items() if rows]
    if full:
        raise BackupError(
            f"This site is not empty (rows: {', '.join(full)}), and nothing is overwritten: set "
            "DATABASE_URL to a new file or an empty database, and restore there."
        )
