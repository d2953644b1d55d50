"""Whether the search indexes have a row for each thing that they should find, and no other."""

from __future__ import annotations

from collections.abc import Callable, Collection

from articles.search import ANNOTATIONS, ARTICLES

WANTED = {
    ARTICLES: "SELECT docid FROM articles_article",
    ANNOTATIONS: (
        "SELECT id FROM articles_annotation WHERE deleted_at IS NULL AND reply_to_id IS NULL"
    ),
}


def disagreements(
    present: Collection[str], key: str, count: Callable[[str], int]
) -> tuple[str, ...]:
    """What is wrong, in words, of the indexes among the tables that are `present`.

    `key` is the name of the column that has the docid; `count` runs a query for one number.
    """
    found = []
    for index, wanted in WANTED.items():
        if index not in present:
            continue
        has = f"SELECT {key} FROM {index}"
        missing = f"SELECT * FROM ({wanted} EXCEPT {has}) AS missing"
        spare = f"SELECT * FROM ({has} EXCEPT {wanted}) AS spare"
        if apart := count(f"SELECT count(*) FROM ({missing} UNION ALL {spare}) AS apart"):
            found.append(
                f"The index {index} disagrees about {apart:,} rows: run manage.py rebuild_search."
            )
    return tuple(found)
