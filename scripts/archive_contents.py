"""Everything that an archive says, read by plain SQL, so that two archives can be compared.

Keys that a database gives out and times of writing are left out: they may differ between two
archives that say the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

# Each gives a key and then what stands under it.
QUERIES = {
    "article": """
        SELECT a.identity, a.docid, a.title, a.slug, a.byline, a.published_at, a.language, a.markup,
            a.word_count, a.revision, a.url, a.url_key, a.text_digest, a.file_digest, a.renderer,
            a.body, a.text, a.html, s.name, o.identity
        FROM articles_article a
        LEFT JOIN articles_source s ON s.id = a.source_id
        LEFT JOIN articles_article o ON o.id = a.duplicate_of_id""",
    "revision": """
        SELECT a.identity, r.number, r.title, r.byline, r.source_name, r.url, r.published_at,
            r.markup, r.body, r.file_digest, r.reason
        FROM articles_revision r JOIN articles_article a ON a.id = r.article_id""",
    "authorship": """
        SELECT a.identity, l.position, p.key, l.docid
        FROM articles_authorship l
        JOIN articles_article a ON a.id = l.article_id
        JOIN articles_author p ON p.id = l.author_id""",
    "source": "SELECT key, name, slug, merged_into_id FROM articles_source",
    "author": "SELECT key, name, slug, merged_into_id FROM articles_author",
}
WORDS_SQLITE = """
    CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, articles_search, 'instance');
"""
# The words by which a search is filtered: keys of a source or an author, after a private character.
FILTER_WORD = re.compile("\ue000([sa])([0-9]+)")

Contents = dict[str, str]


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """A connection to the database of a URL, by its own driver."""
    if url.startswith("sqlite"):
        from pysqlite3 import dbapi2

        with closing(dbapi2.connect(unquote(urlsplit(url).path)[1:])) as database:
            yield database
    else:
        import psycopg

        with psycopg.connect(url, autocommit=True) as database:
            yield database


def contents(url: str) -> Contents:
    """What the archive says: a digest for each thing in it, by kind and key."""
    found: Contents = {}
    with connected(url) as database:
        for kind, query in QUERIES.items():
            for key, rows in _by_key(database.execute(query)).items():
                found[f"{kind} {key}"] = _digest(rows)
        if url.startswith("sqlite"):
            database.executescript(WORDS_SQLITE)
            words = database.execute("SELECT doc, term, col, offset FROM temp.words")
            documents = database.execute("SELECT rowid FROM articles_search")
        else:
            words = database.execute("SELECT docid, (unnest(words)).* FROM articles_search")
            documents = database.execute("SELECT docid FROM articles_search")
        names = {
            kind: dict(database.execute(f"SELECT id, key FROM articles_{table}").fetchall())
            for kind, table in (("s", "source"), ("a", "author"))
        }
        for docid, rows in _by_key(words).items():
            found[f"words of {docid}"] = _digest([_named(row, names) for row in rows])
        found |= {f"document {docid}": "" for (docid,) in documents}
    return found


def damages(url: str) -> list[str]:
    """What SQLite finds wrong in the file and in its index of words; nothing, as a rule."""
    if not url.startswith("sqlite"):
        return []
    with connected(url) as database:
        found = [line for (line,) in database.execute("PRAGMA integrity_check") if line != "ok"]
        found += [str(row) for row in database.execute("PRAGMA foreign_key_check")]
        try:
            database.execute(
                "INSERT INTO articles_search(articles_search) VALUES ('integrity-check')"
            )
        except database.DatabaseError as error:
            found.append(f"index of words: {error}")
    return found


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """What is missing, what is too much, and what is otherwise."""
    return [
        *(f"missing: {key}" for key in expected if key not in found),
        *(f"too much: {key}" for key in found if key not in expected),
        *(f"differs: {key}" for key in expected if found.get(key, expected[key]) != expected[key]),
    ]


def _named(row: str, names: Mapping[str, Mapping[int, str]]) -> str:
    """Words of the index with the names of sources and authors for their primary keys."""
    return FILTER_WORD.sub(lambda found: repr(names[found[1]].get(int(found[2]))), row)


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[Any, list[str]]:
    grouped: dict[Any, list[str]] = {}
    for key, *values in rows:
        grouped.setdefault(key, []).append("\t".join(map(str, values)))
    return grouped


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "surrogatepass")).hexdigest()
