"""What indexes tell in one statement, where Django would need one for each of many.

A count over a range reads the index alone, ten times as fast as sorting its entries into groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router

from articles.models.article import Article
from articles.models.source import Source


def count_ranges(ranges: Sequence[tuple[int, int]], sources: Sequence[int] = ()) -> list[int]:
    """How many articles have a docid in each range (from, and up to but not including).

    `sources`: only those of one of these sources.
    """
    if not ranges:
        return []
    rows = ", ".join(["(%s, %s, %s)"] * len(ranges))
    of_source = f" AND source_id IN ({', '.join(['%s'] * len(sources))})" if sources else ""
    sql = (
        f"WITH span(place, low, high) AS (VALUES {rows}) "
        "SELECT place, (SELECT count(*) FROM articles_article "
        f"WHERE docid >= low AND docid < high{of_source}) FROM span"
    )
    values = [value for place, (low, high) in enumerate(ranges) for value in (place, low, high)]
    numbers = dict(_rows(sql, [*values, *sources]))
    return [numbers[place] for place in range(len(ranges))]


def count_by_source(low: int | None = None, high: int | None = None) -> dict[int, int]:
    """How many articles each source has with a docid in a range; those without any left out."""
    bounds = "".join(
        condition
        for condition, value in ((" AND docid >= %s", low), (" AND docid < %s", high))
        if value is not None
    )
    table = Source._meta.db_table
    sql = (
        "SELECT id, (SELECT count(*) FROM articles_article "
        f"WHERE source_id = {table}.id{bounds}) FROM {table}"
    )
    values = [value for value in (low, high) if value is not None]
    return {pk: number for pk, number in _rows(sql, values) if number}


def newest_keys(*tables: type[models.Model]) -> tuple[int | None, ...]:
    """The highest primary key in each table; None for an empty one."""
    highest = ", ".join(f"(SELECT max(id) FROM {table._meta.db_table})" for table in tables)
    [row] = _rows(f"SELECT {highest}", [])
    return tuple(row)


def _rows(sql: str, values: Sequence[int]) -> list[Any]:
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
