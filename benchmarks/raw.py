"""The raw limit of an import: what reading, parsing, inserting and indexing cost with nothing else.

One table with each text once, a primary key, a unique address and two indexes, and an index of
words beside it; one process, plain SQL, the same settings and batches as the real import. SQLite:
FTS5 with its tokenizer unicode61 over external content, written in each batch's own transaction.
PostgreSQL: COPY, a vector of the configuration `simple`, and a GIN index. No rendering, no safe
HTML, no look whether an article is there already, no authors in a table of their own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

HEADER = re.compile(
    r"\n?# ([^\n]+)\n\nPublished at: \*\*([^*\n]*)\*\*\n\nAuthor: \*\*([^*\n]*)\*\*\n\n"
    r"Original: \[([^\]\n]*)\]\(([^)\n]*)\)\n\n"
)
COLUMNS = "id, title, published, byline, source, url, digest, body"

Row = tuple[int, str, dt.datetime, str, str, str, str, str]


def rows(folder: Path) -> Iterator[Row]:
    """Each file read, decoded, taken apart and digested."""
    paths = sorted(f"{parent}/{name}" for parent, _, names in os.walk(folder) for name in names)
    for number, path in enumerate(paths, 1):
        descriptor = os.open(path, os.O_RDONLY)
        data = os.read(descriptor, os.fstat(descriptor).st_size)
        os.close(descriptor)
        text = data.decode()
        match = HEADER.match(text)
        assert match is not None
        title, published, byline, source, url = match.groups()
        digest = hashlib.sha256(data).hexdigest()
        moment = dt.datetime.fromisoformat(published)
        yield number, title, moment, byline, source, url, digest, text[match.end() :]


def batches(found: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(found)
    while batch := list(islice(iterator, size)):
        yield batch


def cpu_seconds(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def sqlite(folder: Path, target: Path, *, init: str, batch: int, words: bool = True) -> float:
    """CPU seconds of the raw import into a new SQLite file."""
    from pysqlite3 import dbapi2

    def work() -> None:
        database = dbapi2.connect(str(target), isolation_level=None)
        database.executescript(init)
        database.executescript(
            "CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, published TEXT, byline TEXT,"
            " source TEXT, url TEXT UNIQUE, digest TEXT, body TEXT);"
            "CREATE INDEX by_date ON article (published); "
            "CREATE INDEX by_source ON article (source, published);"
            "CREATE VIRTUAL TABLE words USING fts5(title, byline, body, content='article',"
            " content_rowid='id', tokenize='unicode61')"
        )
        for some in batches(rows(folder), batch):
            database.execute("BEGIN IMMEDIATE")
            database.executemany(
                f"INSERT INTO article ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?)",
                ((*row[:2], row[2].isoformat(), *row[3:]) for row in some),
            )
            if words:
                database.executemany(
                    "INSERT INTO words (rowid, title, byline, body) VALUES (?,?,?,?)",
                    ((row[0], row[1], row[3], row[7]) for row in some),
                )
            database.execute("COMMIT")
        database.close()

    return cpu_seconds(work)


def postgresql(folder: Path, conninfo: str, *, batch: int) -> tuple[float, float]:
    """CPU seconds of the client and wall seconds of the raw import into a table of its own."""
    import psycopg

    began = time.perf_counter()

    def work() -> None:
        with psycopg.connect(conninfo, autocommit=True) as database:
            database.execute(
                "CREATE TABLE raw_article (id bigint PRIMARY KEY, title text,"
                " published timestamptz,"
                " byline text, source text, url text UNIQUE, digest text, body text, words tsvector"
                " GENERATED ALWAYS AS"
                " (to_tsvector('simple', title || ' ' || byline || ' ' || body)) STORED)"
            )
            database.execute("CREATE INDEX raw_date ON raw_article (published)")
            database.execute("CREATE INDEX raw_source ON raw_article (source, published)")
            database.execute("CREATE INDEX raw_words ON raw_article USING gin (words)")
            for some in batches(rows(folder), batch):
                with (
                    database.transaction(),
                    database.cursor() as cursor,
                    cursor.copy(f"COPY raw_article ({COLUMNS}) FROM STDIN") as copy,
                ):
                    for row in some:
                        copy.write_row(row)
            database.execute("DROP TABLE raw_article")

    client = cpu_seconds(work)
    return client, time.perf_counter() - began


def reading(folder: Path) -> float:
    """CPU seconds of reading and parsing alone."""
    return cpu_seconds(lambda: sum(1 for _ in rows(folder)))


if __name__ == "__main__":
    sys.exit("This is a part of benchmarks/archive.py.")
