"""What an index reads to find little: the promise of its plans, in rows and steps, not in time."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.search import Criteria, Document, backend, parse

pytestmark = pytest.mark.django_db

DOCUMENTS = 3_000


@pytest.fixture
def archive():
    """`rare` stands in ten of the oldest documents, `common` and `usual` in all."""
    backend().add(
        Document(
            docid,
            "",
            "",
            f"common usual {'rare' if docid < 10 else ''}",
            ("s1",) if docid < 10 else ("s2",),
        )
        for docid in range(DOCUMENTS)
    )
    backend().optimize()


def effort(look):
    """What the database does for `look`: rows fetched in PostgreSQL, program steps in SQLite."""
    if connection.vendor == "postgresql":
        before = rows_fetched()
        look()
        return rows_fetched() - before
    calls = []
    connection.connection.set_progress_handler(lambda: calls.append(1) and None, 1)
    try:
        look()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return len(calls)


def rows_fetched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables "
            "WHERE relname = 'articles_search'"
        )
        return cursor.fetchone()[0]


def page(criteria, order):
    return backend().docids(criteria, order=order, offset=0, limit=25)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(parse("rare")),
        Criteria(parse("common rare")),
        Criteria(parse("rar*")),
        Criteria(parse("common"), any_of=(("s1",),)),
        Criteria(None, any_of=(("s1",),)),
        Criteria(parse("rare"), after=0, before=DOCUMENTS),
        Criteria(parse("common"), only=tuple(range(10))),
    ],
)
def test_what_is_rare_is_found_without_reading_the_archive(archive, criteria, order):
    everything = effort(lambda: backend().count(Criteria(parse("common"))))
    assert everything >= DOCUMENTS
    assert page(criteria, order)
    assert effort(lambda: page(criteria, order)) < everything / 20


def test_counting_stops_at_the_cap(archive):
    common = Criteria(parse("common"))
    everything = effort(lambda: backend().count(common))
    assert effort(lambda: backend().count(common, cap=50)) < everything / 20


def test_neighbours_of_a_rare_hit_are_found_without_reading_the_archive(archive):
    rare = Criteria(parse("rare"))
    everything = effort(lambda: backend().count(Criteria(parse("common"))))
    assert effort(lambda: backend().newer(rare, 9)) < everything / 20
    assert effort(lambda: backend().older(rare, DOCUMENTS)) < everything / 20
