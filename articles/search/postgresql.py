"""The search index in PostgreSQL: a table of docids and vectors of words, with a GIN index.

A GIN index gives its hits in no order, so there are two ways to the newest of them: gather all and sort, or walk
the documents from the newest until enough match. PostgreSQL's planner guesses how many match, and walks for
seconds when it takes a rare word for a frequent one. Here the hits are counted first (up to a cap), and only what
is frequent is walked for, over a bounded number of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.models.expressions import RawSQL

from articles.search.criteria import Criteria, Document
from articles.search.index import COUNTED, RANKED, Order, SearchIndex
from articles.search.tsquery import tsquery, words_tsquery
from articles.search.tsvector import tsvector

BATCH_DOCUMENTS = 500  # in one statement,
BATCH_CHARACTERS = 2_000_000  # of all their texts
WEIGHTS = "{0, 0.1, 0.4, 1}"  # of D (keys), C (text), B (byline), A (title), for ts_rank

_TABLE = """
CREATE TABLE IF NOT EXISTS articles_search (docid bigint PRIMARY KEY, words tsvector NOT NULL);
ALTER TABLE articles_search ALTER COLUMN words SET STATISTICS 0;
CREATE INDEX IF NOT EXISTS articles_search_words ON articles_search USING gin (words);
"""

# The settings hold within the function alone. Without them the planner reads the whole table, or walks it by
# docid, for a word that it takes for frequent.
_MATCHING = """
CREATE OR REPLACE FUNCTION articles_search_matching(
    query tsquery, low bigint, high bigint, among bigint[], most bigint
) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
SET max_parallel_workers_per_gather = 0 SET jit = off
AS $$
    SELECT docid FROM articles_search
    WHERE words @@ query
        AND (low IS NULL OR docid >= low)
        AND (high IS NULL OR docid < high)
        AND (among IS NULL OR docid = ANY (among))
    LIMIT most
$$
"""
