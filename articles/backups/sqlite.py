"""Backups of SQLite: a file of its own, made by VACUUM INTO.

Copying the file while others write gives half of a transaction, and SQLite's backup in steps begins
anew at every write of another process. VACUUM INTO reads one moment, as any reader does, and
blocks nobody (https://sqlite.org/lang_vacuum.html#vacuuminto).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import Error, connections

from articles.backups.agreement import disagreements
from articles.backups.emptiness import PASSING, must_be_empty, refuse_full, refuse_strangers
from articles.backups.files import watched
from articles.backups.kind import BackupError, Contents, Kind, Tell
from articles.backups.versions import advice, refuse_newer

WAIT_SECONDS = 5
STEP_PAGES = 2_000
SHOWN = 3


class SqliteBackups(Kind):
    name = "SQLite"

    def __init__(self, alias: str) -> None:
        self._connection = connections[alias]

    def size(self) -> int | None:
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            return int(cursor.fetchone()[0])

    def refuse_as_target(self, target: Path) -> None:
        database = self._path()
        own = [database, *(Path(f"{database}{end}") for end in ("-wal", "-shm", "-journal"))]
        if target.resolve() in [path.resolve() for path in own]:
            raise BackupError(f"{target} is the database itself: choose another name.")

    def write(self, part: Path, tell: Tell) -> Contents:
        try:
            with watched(part, tell), self._connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(part)])
            _forget_passing(part)
            return _examine(part, "The database")[0]
        except (Error, sqlite3.Error) as error:
            raise BackupError(f"The backup could not be made: {error}.") from error

    def restore(self, source: Path, tell: Tell) -> Contents:
        try:
            contents, applied = _examine(source, str(source))
        except sqlite3.Error as error:
            raise BackupError(f"{source} is damaged: {error}.") from error
        refuse_newer(applied)
        self.refuse_as_target(source)
        self._connection.close()  # it would be in the way of the only user
        with _alone(self._path()) as site:
            present = [name for (name,) in site.execute(TABLES)]
            refuse_strangers(present)
            counts = {name: _count(site, name) for name in must_be_empty(present)}
            refuse_full(counts)
            with closing(_reader(source)) as backup:
                page = backup.execute("PRAGMA page_size").fetchone()[0]
                backup.backup(
                    site,
                    pages=STEP_PAGES,
                    progress=lambda status, left, total: tell((total - left) * page),
                )
        found, _ = _examine(self._path(), "The restored site")
        return Contents(found.articles, found.annotations, contents.size, advice(applied))

    def _path(self) -> Path:
        name = str(self._connection.settings_dict["NAME"])
        if name == ":memory:" or name.startswith("file:"):
            raise BackupError("This site's database is in memory: set DATABASE_URL to a file.")
        return Path(name)


TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that nobody else has beside it until it is closed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)) as site:
            site.execute("PRAGMA locking_mode = EXCLUSIVE")
            # The sizes of pages may differ, and only without a log of writes can they be changed.
            site.execute("PRAGMA journal_mode = DELETE")
            site.execute("PRAGMA synchronous = FULL")
            site.execute("BEGIN EXCLUSIVE")
            site.execute("COMMIT")  # the lock stays
            yield site
    except sqlite3.OperationalError as error:
        # Copying page by page raises its errors without a code.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise BackupError(f"{path} is in use: stop the site, and restore again.") from error
        raise BackupError(f"The site could not be restored: {error}.") from error


def _reader(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _forget_passing(part: Path) -> None:
    """Take sessions and cache out of a new file, leaving no trace of them in it."""
    with closing(sqlite3.connect(part, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        present = {name for (name,) in database.execute(TABLES)}
        for name in PASSING:
            if name in present:
                database.execute(f'DELETE FROM "{name}"')


def _examine(path: Path, called: str) -> tuple[Contents, set[tuple[str, str]]]:
    """What a file holds, and the migrations it has.

    Raises BackupError when it is damaged or holds something else; there it is `called` so.

    The check of integrity looks into the index of words, too.
    """
    with closing(_reader(path)) as database:
        found = [line for (line,) in database.execute("PRAGMA integrity_check(10)")]
        if found != ["ok"]:
            raise BackupError(f"{called} is damaged: {'; '.join(found[:SHOWN])}.")
        present = {name for (name,) in database.execute(TABLES)}
        if not {"django_migrations", "articles_article", "articles_annotation"} <= present:
            raise BackupError(f"{called} lacks the tables of Newsroom.")
        applied = set(database.execute("SELECT app, name FROM django_migrations"))
        warnings = []
        if broken := database.execute("PRAGMA foreign_key_check").fetchmany(SHOWN):
            warnings.append(f"Rows point to others that are not there: {broken}.")
        warnings += disagreements(
            present, "rowid", lambda query: int(database.execute(query).fetchone()[0])
        )
        contents = Contents(
            articles=_count(database, "articles_article"),
            annotations=_count(database, "articles_annotation"),
            size=path.stat().st_size,
            warnings=tuple(warnings),
        )
    return contents, applied


def _count(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
