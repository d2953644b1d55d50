"""The search index in SQLite: a contentless FTS5 table whose row id is the docid.

Hits come in the order of row ids, so the newest stream without sorting and a page costs what it
shows. The tokenizer `ascii` splits folded text exactly where `articles.search.words` does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import NotSupportedError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from articles.search.criteria import EVERY_DOCUMENT, Criteria, Document, key_word
from articles.search.index import COUNTED, RANKED, Order, SearchIndex, batches
from articles.search.match import match_expression
from articles.search.words import fold

OLDEST_SQLITE = (3, 43, 0)  # the first that deletes from contentless tables
WEIGHTS = "8.0, 4.0, 1.0, 0.0"  # of title, byline, text and keys, for bm25
FEW = 25  # docids looked up one by one, 0.1 ms each; more are a filter on the stream of hits
GATHERED_BYTES = 8_000_000  # of words in memory, before they are written
MERGED_PAGES = 500  # by one step of `optimize`: some 2 MB, tens of milliseconds


class SqliteIndex(SearchIndex):
    """An index in the SQLite database of `alias`, in the table of that name."""

    def __init__(self, alias: str, table: str) -> None:
        self._alias, self._table = alias, table

    def install(self) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise NotSupportedError(
                "The search index needs SQLite 3.43 or newer, and this one is "
                f"{sqlite3.sqlite_version}: install the package pysqlite3."
            )
        self._run(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {self._table} USING fts5("
            "title, byline, text, keys, content='', contentless_delete=1, tokenize='ascii')"
        )
        # Merging 16 segments at a time, not 4, and writing none before the batch ends makes an
        # import a fourth faster; a query then reads from a few more.
        self._configure("automerge", 16)
        self._configure("hashsize", GATHERED_BYTES)
        self._configure("usermerge", 2)

    def uninstall(self) -> None:
        self._run(f"DROP TABLE IF EXISTS {self._table}")

    def add(self, documents: Iterable[Document]) -> None:
        with self._connection.cursor() as cursor:
            for batch in batches(documents):
                cursor.executemany(
                    f"INSERT OR REPLACE INTO {self._table}(rowid, title, byline, text, keys) "
                    "VALUES (%s, %s, %s, %s, %s)",
                    [_row(document) for document in batch],
                )

    def remove(self, docids: Sequence[int]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {self._table} WHERE rowid = %s", [(docid,) for docid in docids]
            )

    def clear(self) -> None:
        self._run(f"INSERT INTO {self._table}({self._table}) VALUES ('delete-all')")

    def optimize(self) -> None:
        """Merge all segments, step by step, so that other writers get their turn in between."""
        self._connection.ensure_connection()
        pages = -MERGED_PAGES  # negative: begin to merge whatever there is; then go on
        while True:
            before = self._connection.connection.total_changes
            self._configure("merge", pages)
            if self._connection.connection.total_changes - before < 2:
                return
            pages = MERGED_PAGES

    def docids(self, criteria: Criteria, *, order: Order, offset: int, limit: int) -> list[int]:
        where, values = self._where(criteria)
        if order == "relevance":
            newest = (
                f"SELECT rowid AS docid, bm25({self._table}, {WEIGHTS}) AS score "
                f"FROM {self._table} WHERE {where} ORDER BY rowid DESC LIMIT {RANKED}"
            )
            sql = f"SELECT docid FROM ({newest}) ORDER BY score, docid DESC LIMIT %s OFFSET %s"
        else:
            direction = "DESC" if order == "newest" else "ASC"
            sql = (
                f"SELECT rowid FROM {self._table} WHERE {where} "
                f"ORDER BY rowid {direction} LIMIT %s OFFSET %s"
            )
        return [docid for (docid,) in self._rows(sql, [*values, limit, offset])]

    def count(self, criteria: Criteria, cap: int = COUNTED) -> int:
        where, values = self._where(criteria)
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {self._table} WHERE {where} LIMIT %s)"
        [[number]] = self._rows(sql, [*values, cap])
        return int(number)

    def hits(self, criteria: Criteria, cap: int) -> RawSQL:
        where, values = self._where(criteria)
        return RawSQL(
            f"SELECT rowid AS docid FROM {self._table} WHERE {where} ORDER BY rowid DESC LIMIT %s",
            [*values, cap],
        )

    def among(self, docids: Sequence[int]) -> RawSQL:
        return RawSQL("SELECT value AS docid FROM json_each(%s)", [json.dumps(docids)])

    def _where(self, criteria: Criteria) -> tuple[str, list[Any]]:
        """Return the condition on the table and its values."""
        if criteria.impossible:
            return "0", []
        conditions = [f"{self._table} MATCH %s"]
        values: list[Any] = [match_expression(criteria)]
        lows, highs = [criteria.after], [criteria.before]
        if criteria.only is not None:
            values.append(json.dumps(criteria.only))
            if len(criteria.only) <= FEW:
                conditions.append("rowid IN (SELECT value FROM json_each(%s))")
            else:  # the plus keeps SQLite from looking up each one
                conditions.append("+rowid IN (SELECT value FROM json_each(%s))")
                lows.append(min(criteria.only))
                highs.append(max(criteria.only) + 1)
        for low in (low for low in lows if low is not None):
            conditions.append("rowid >= %s")
            values.append(low)
        for high in (high for high in highs if high is not None):
            conditions.append("rowid < %s")
            values.append(high)
        return " AND ".join(conditions), values

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[self._alias]

    def _configure(self, setting: str, value: int) -> None:
        self._run(f"INSERT INTO {self._table}({self._table}, rank) VALUES (%s, %s)", setting, value)

    def _run(self, sql: str, *values: Any) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


def _row(document: Document) -> tuple[int, str, str, str, str]:
    keys = " ".join([EVERY_DOCUMENT, *map(key_word, document.keys)])
    return document.docid, fold(document.title), fold(document.byline), fold(document.text), keys
