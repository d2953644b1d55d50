"""No page reads the whole table of articles: every query of it goes by an index."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests.factories import make_annotation, make_article, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "?page=2",
    "?order=oldest",
    "?q=noon",
    "?q=noon&order=relevance",
    "?q=noon&source=harbour-post&author=ada-tern",
    "?source=harbour-post",
    "?source=harbour-post&source=coast-daily",
    "?author=ada-tern",
    "?author=ada-tern&author=bo-lind",
    "?published_after=2024-02-01&published_before=2024-06-30",
    "?source=harbour-post&published_after=2024-02-01",
    "?tag=water",
    "?annotated=yes",
)


@pytest.fixture
def archive():
    """A few rows, and no statistics of them: plans are then those for tables of any size."""
    make_source("Coast Daily")
    tag, person = make_tag("Water", slug="water"), make_user("annotator")
    for number in range(60):
        article = make_article(
            source="Harbour Post" if number % 3 else "Coast Daily",
            authors=["Ada Tern"] if number % 2 else ["Bo Lind"],
        )
        if number % 10 == 0:
            make_annotation(article=article, author=person, quote="ferry", tags=[tag])


def full_reads(queries: list[dict[str, str]]) -> list[str]:
    """The queries that read all rows of the articles' table itself, not of an index over it."""
    found = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # small tables are read whole else
        for query in queries:
            sql = query["sql"]
            if not sql.lstrip().upper().startswith("SELECT") or "articles_article" not in sql:
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = [str(row[-1]) for row in cursor.fetchall()]
                bad = [step for step in plan if re.match(r"SCAN \S*article\S*(?! USING)$", step)]
            else:
                cursor.execute(f"EXPLAIN {sql}")
                plan = [str(row[0]) for row in cursor.fetchall()]
                bad = [step for step in plan if re.search(r"Seq Scan on articles_article\b", step)]
            found += [f"{step}: {sql[:300]}" for step in bad]
    return found


@pytest.mark.parametrize("path", ["/articles/", "/articles/facets/", "/articles.atom"])
@pytest.mark.parametrize("query", PAGES)
def test_lists_counts_and_feeds(client, archive, path, query):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{path}{query}").status_code == 200
    assert full_reads(queries.captured_queries) == []


@pytest.mark.parametrize(
    "address",
    [
        "/annotations/",
        "/annotations/?order=article&page=1",
        "/annotations/?q=ferry&source=harbour-post",
        "/annotations/?tag=water&author=ada-tern&order=oldest",
        "/annotations/?published_after=2024-02-01",
        "/tags/water/",
    ],
)
def test_lists_of_annotations(client, archive, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert full_reads(queries.captured_queries) == []


@pytest.mark.parametrize("query", ["", "?q=noon", "?source=harbour-post", "?tag=water"])
def test_the_reading_page(client, archive, query):
    article = Article.objects.newest()[10]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{article.get_absolute_url()}{query}").status_code == 200
    assert full_reads(queries.captured_queries) == []


def test_a_full_read_would_be_seen(archive):
    with CaptureQueriesContext(connection) as queries:
        list(Article.objects.filter(word_count__gt=100_000).order_by())
    if connection.vendor == "sqlite":
        assert full_reads(queries.captured_queries)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {queries.captured_queries[0]['sql']}")
            assert "Seq Scan" in str(cursor.fetchall())
