"""The search index in PostgreSQL: a table of docids and vectors of words, with a GIN index.

A GIN index gives its hits in no order, so there are two ways to the newest of them: gather all and
sort, or walk the documents from the newest until enough match. PostgreSQL's planner guesses how
many match, and walks for seconds when it takes a rare word for a frequent one. Here the hits are
counted first (up to a cap), and only what is frequent is walked for, over a bounded number of
documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from articles.search.criteria import Criteria, Document
from articles.search.index import COUNTED, RANKED, Order, SearchIndex, batches
from articles.search.tsquery import tsquery, words_tsquery
from articles.search.tsvector import tsvector

WEIGHTS = "{0, 0.1, 0.4, 1}"  # of D (keys), C (text), B (byline), A (title), for ts_rank
WALKED = 4_000  # documents read in search of a page of frequent words, 4 µs each
LONGEST_WALK = 400  # hits; to reach more of them, gathering is faster
FEW = 2_000  # docids whose documents are read; of more, all hits are gathered first

# Vectors are kept out of the table's own pages, even short ones, so that reading docids touches few
# pages. They hardly compress, so nobody tries. No statistics of words: no plan is chosen by them.
TABLE = """
CREATE TABLE IF NOT EXISTS {table} (docid bigint PRIMARY KEY, words tsvector NOT NULL)
    WITH (toast_tuple_target = 128);
ALTER TABLE {table} ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE {table} ALTER COLUMN words SET STATISTICS 0;
CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin (words);
"""

MATCHING = """
SELECT docid FROM {table}
WHERE words @@ query AND (low IS NULL OR docid >= low) AND (high IS NULL OR docid < high)
LIMIT most
"""

# The settings hold within the function alone. They leave the GIN index as the only way: the planner
# does not know what it costs to read a vector, and would read them all for a frequent word.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {{table}}_matching(
    query tsquery, low bigint, high bigint, most bigint
) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
SET max_parallel_workers_per_gather = 0 SET jit = off
AS $$ {MATCHING} $$
"""

_ARGUMENTS = "%s::tsquery, %s::bigint, %s::bigint, %s::bigint"


class PostgresqlIndex(SearchIndex):
    """An index in the PostgreSQL database of an alias, in the table of that name."""

    def __init__(self, alias: str, table: str) -> None:
        self._alias, self._table = alias, table

    def install(self) -> None:
        self._run(TABLE.format(table=self._table))
        self._run(FUNCTION.format(table=self._table))

    def uninstall(self) -> None:
        self._run(f"DROP FUNCTION IF EXISTS {self._table}_matching")
        self._run(f"DROP TABLE IF EXISTS {self._table}")

    def add(self, documents: Iterable[Document]) -> None:
        with self._connection.cursor() as cursor:
            for batch in batches(documents):
                cursor.executemany(
                    f"INSERT INTO {self._table} (docid, words) VALUES (%s, %s::tsvector) "
                    "ON CONFLICT (docid) DO UPDATE SET words = EXCLUDED.words",
                    [(document.docid, tsvector(document)) for document in batch],
                )

    def remove(self, docids: Sequence[int]) -> None:
        self._run(f"DELETE FROM {self._table} WHERE docid = ANY(%s::bigint[])", list(docids))

    def clear(self) -> None:
        self._run(f"TRUNCATE {self._table}")

    def optimize(self) -> None:
        """Move what was added lately into the index proper, and note which pages all may see."""
        if self._connection.in_atomic_block:
            self._run(f"SELECT gin_clean_pending_list('{self._table}_words')")
        else:
            self._run(f"VACUUM (ANALYZE) {self._table}")

    def docids(self, criteria: Criteria, *, order: Order, offset: int, limit: int) -> list[int]:
        if criteria.impossible or limit <= 0:
            return []
        if order == "relevance":
            return self._most_relevant(criteria, offset, limit)
        if criteria.only is None and offset + limit <= LONGEST_WALK:
            found, are_all = self._gather(criteria, order, offset, limit)
            if are_all:
                return found
            found = self._walk(criteria, order, offset, limit)
            if len(found) == limit:
                return found
        hits, values = self._hits(criteria)
        sql = f"{hits} ORDER BY docid {_direction(order)} LIMIT %s OFFSET %s"
        return self._column(sql, [*values, limit, offset])

    def count(self, criteria: Criteria, cap: int = COUNTED) -> int:
        hits, values = self._hits(criteria, most=cap)
        [number] = self._column(f"SELECT count(*) FROM ({hits} LIMIT %s) AS hits", [*values, cap])
        return number

    def hits(self, criteria: Criteria, cap: int) -> RawSQL:
        hits, values = self._hits(criteria)
        return RawSQL(f"{hits} ORDER BY docid DESC LIMIT %s", [*values, cap])

    def among(self, docids: Sequence[int]) -> RawSQL:
        return RawSQL("SELECT unnest(%s::bigint[]) AS docid", [list(docids)])

    def _gather(
        self, criteria: Criteria, order: Order, offset: int, limit: int
    ) -> tuple[list[int], bool]:
        """Return a page, and whether it is right: whether there are fewer than `COUNTED` hits."""
        hits, values = self._hits(criteria, most=COUNTED)
        rows = self._rows(
            f"WITH hits AS MATERIALIZED ({hits}) SELECT docid, (SELECT count(*) FROM hits) "
            f"FROM hits ORDER BY docid {_direction(order)} LIMIT %s OFFSET %s",
            [*values, limit, offset],
        )
        return [docid for docid, _ in rows], not rows or rows[0][1] < COUNTED

    def _walk(self, criteria: Criteria, order: Order, offset: int, limit: int) -> list[int]:
        """Look for a page among the first `WALKED` documents; it is not full if too few match."""
        bounds, values = _bounds(criteria)
        direction = _direction(order)
        return self._column(
            "SELECT docid FROM ("
            f"SELECT docid, words FROM {self._table} WHERE {bounds} ORDER BY docid {direction} "
            f"LIMIT {WALKED}"
            f") AS walked WHERE words @@ %s::tsquery ORDER BY docid {direction} LIMIT %s OFFSET %s",
            [*values, tsquery(criteria), limit, offset],
        )

    def _most_relevant(self, criteria: Criteria, offset: int, limit: int) -> list[int]:
        if criteria.query is None or criteria.query.tree is None:
            return self.docids(criteria, order="newest", offset=offset, limit=limit)
        hits, values = self._hits(criteria)
        return self._column(
            f"SELECT docid FROM ({hits} ORDER BY docid DESC LIMIT {RANKED}) AS hits "
            f"JOIN {self._table} USING (docid) "
            f"ORDER BY ts_rank('{WEIGHTS}', words, %s::tsquery) DESC, docid DESC "
            "LIMIT %s OFFSET %s",
            [*values, words_tsquery(criteria.query.tree), limit, offset],
        )

    def _hits(self, criteria: Criteria, most: int | None = None) -> tuple[str, list[Any]]:
        """Return a query for the docids that satisfy `criteria`, in no order, and its values.

        It may stop after `most`, if that is given.
        """
        if criteria.impossible:
            return f"SELECT docid FROM {self._table} WHERE false", []
        query, low, high = tsquery(criteria), criteria.after, criteria.before
        call = f"{self._table}_matching({_ARGUMENTS}) AS hit(docid)"
        if criteria.only is None:
            return f"SELECT docid FROM {call}", [query, low, high, most]
        only = list(criteria.only)
        if len(only) > FEW:
            sql = f"SELECT docid FROM {call} WHERE docid = ANY(%s::bigint[])"
            return sql, [query, low, high, None, only]
        bounds, values = _bounds(criteria)
        sql = (  # OFFSET 0 keeps the planner from mixing the two conditions
            f"SELECT docid FROM (SELECT docid, words FROM {self._table} WHERE {bounds} "
            "AND docid = ANY(%s::bigint[]) OFFSET 0) AS few WHERE words @@ %s::tsquery"
        )
        return sql, [*values, only, query]

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[self._alias]

    def _run(self, sql: str, *values: Any) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values or None)

    def _column(self, sql: str, values: Sequence[Any]) -> list[int]:
        return [value for (value,) in self._rows(sql, values)]

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


def _bounds(criteria: Criteria) -> tuple[str, list[int]]:
    """Return a condition on docid, and its values."""
    bounds = [("docid >= %s", criteria.after), ("docid < %s", criteria.before)]
    given = [(condition, value) for condition, value in bounds if value is not None]
    sql = " AND ".join(condition for condition, _ in given) or "true"
    return sql, [value for _, value in given]


def _direction(order: Order) -> str:
    return "ASC" if order == "oldest" else "DESC"
