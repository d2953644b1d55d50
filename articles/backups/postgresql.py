"""Backups of PostgreSQL: an archive of pg_dump, of the moment whose rows are counted beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.db import Error, connections, transaction
from django.db.backends.utils import CursorWrapper

from articles.backups.agreement import disagreements
from articles.backups.emptiness import PASSING, must_be_empty, refuse_full, refuse_strangers
from articles.backups.files import watched
from articles.backups.kind import BackupError, Contents, Kind, Tell
from articles.backups.programs import environment, pipe, program, run
from articles.backups.versions import advice, refuse_newer

WAIT_SECONDS = 10
WITHOUT_OWNERS = ("--no-owner", "--no-privileges")
ALL_OR_NOTHING = (
    "--no-psqlrc",
    "--quiet",
    "--single-transaction",
    "--set=ON_ERROR_STOP=1",
    "--output=/dev/null",
    "--file=-",
)
COUNTED = ("articles_article", "articles_annotation")
NEEDED = (*COUNTED, "django_migrations")
OUR_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace AND starts_with(p.proname, 'articles_')
"""


class PostgresqlBackups(Kind):
    name = "PostgreSQL"

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._connection: Any = connections[alias]

    def size(self) -> int | None:
        return None

    def refuse_as_target(self, target: Path) -> None:
        """No file is the database."""

    def write(self, part: Path, tell: Tell) -> Contents:
        try:
            with transaction.atomic(using=self._alias), self._connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                articles, annotations = (_count(cursor, name) for name in COUNTED)
                present = self._connection.introspection.table_names(cursor)
                warnings = _wrong(cursor, present)
                cursor.execute("SELECT pg_export_snapshot()")
                options = ["--format=custom", *WITHOUT_OWNERS, f"--file={part}"]
                options += [f"--snapshot={_one(cursor)}"]
                options += [f"--exclude-table-data={name}" for name in PASSING]
                command = self._command("pg_dump", *options)
                with watched(part, tell):
                    run(command, self._environment(), "The backup could not be made")
        except Error as error:
            raise BackupError(f"The backup could not be made: {error}".strip()) from error
        self._read_through(part)
        return Contents(articles, annotations, part.stat().st_size, warnings)

    def restore(self, source: Path, tell: Tell) -> Contents:
        try:
            applied = self._read_through(source)
            refuse_newer(applied)
            with self._connection.cursor() as cursor:
                present = self._connection.introspection.table_names(cursor)
                refuse_strangers(present)
                held = must_be_empty(present)
                refuse_full({name: _count(cursor, name) for name in held})
                cursor.execute(OUR_FUNCTIONS)
                functions = [signature for (signature,) in cursor.fetchall()]
            reader = self._command("pg_restore", *WITHOUT_OWNERS, "--file=-", str(source))
            writer = self._command("psql", *ALL_OR_NOTHING)
            beginning = _clearing(present, held, functions)
            pipe(reader, writer, self._environment(), beginning=beginning, tell=tell)
            with self._connection.cursor() as cursor:
                cursor.execute("ANALYZE")
                articles, annotations = (_count(cursor, name) for name in COUNTED)
        except Error as error:
            raise BackupError(f"The site could not be restored: {error}".strip()) from error
        return Contents(articles, annotations, source.stat().st_size, advice(applied))

    def _read_through(self, archive: Path) -> set[tuple[str, str]]:
        """Read all of an archive. Returns the migrations in it, or raises BackupError."""
        variables, what = self._environment(), f"{archive} is damaged"
        listed = run(self._command("pg_restore", "--list", str(archive)), variables, what)
        lacking = [name for name in NEEDED if not re.search(rf" TABLE DATA \S+ {name} ", listed)]
        if lacking:
            raise BackupError(f"{archive} is no backup of Newsroom: it lacks {lacking[0]}.")
        run(self._command("pg_restore", "--file=/dev/null", str(archive)), variables, what)
        only = ["--data-only", "--table=django_migrations", "--file=-", str(archive)]
        rows = run(self._command("pg_restore", *only), variables, what)
        _, _, copied = rows.partition("COPY ")
        lines = copied.partition("\n\\.")[0].splitlines()[1:]
        return {(row[1], row[2]) for row in (line.split("\t") for line in lines)}

    def _command(self, name: str, *arguments: str) -> list[str]:
        return [program(name, self._server()), *arguments]

    def _server(self) -> int:
        self._connection.ensure_connection()
        return int(self._connection.pg_version) // 10_000

    def _environment(self) -> dict[str, str]:
        return environment(self._connection.get_connection_params())


def _wrong(cursor: CursorWrapper, present: list[str]) -> tuple[str, ...]:
    def count(query: str) -> int:
        cursor.execute(query)
        return int(_one(cursor))

    return disagreements(present, "docid", count)


def _count(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return int(_one(cursor))


def _one(cursor: CursorWrapper) -> Any:
    return cursor.fetchone()[0]


def _clearing(present: list[str], held: list[str], functions: list[str]) -> str:
    """SQL that drops the tables of an empty site, unless somebody has begun to use it."""
    if not present:
        return ""
    tables = ", ".join(f'"{name}"' for name in present)
    used = " OR ".join(f'EXISTS (SELECT FROM "{name}")' for name in held) or "false"
    return (
        f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s';\n"
        f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE;\n"
        f"DO $$ BEGIN IF {used} THEN\n"
        "RAISE EXCEPTION 'somebody has begun to use this site'; END IF; END $$;\n"
        f"DROP TABLE {tables} CASCADE;\n"
        + "".join(f"DROP FUNCTION {signature};\n" for signature in functions)
    )
