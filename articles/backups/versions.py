"""Which version of Newsroom made a backup, told by the migrations that it holds."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.migrations.loader import MigrationLoader

from articles.backups.kind import BackupError

MIGRATE = "The backup is of an older version: run manage.py migrate before the site is used."


def refuse_newer(applied: Iterable[tuple[str, str]]) -> None:
    """Raise BackupError when (app, name) of a migration is one that this version does not know."""
    loader = MigrationLoader(None)
    known = loader.disk_migrations.keys()
    newer = sorted(one for one in applied if one[0] in loader.migrated_apps and one not in known)
    if newer:
        names = ", ".join(f"{app} {name}" for app, name in newer[:5])
        raise BackupError(
            f"The backup is of a newer version of Newsroom (migrations {names}): "
            "update this one first."
        )


def advice(applied: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What to do after a backup with these migrations was restored; nothing, as a rule."""
    return (MIGRATE,) if MigrationLoader(None).graph.nodes.keys() - set(applied) else ()
