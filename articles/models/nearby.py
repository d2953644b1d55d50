"""The articles published before and after another one."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connections, router

from articles.models.article import Article

AROUND = 12
OF_SOURCE = 4
UNDATED_BELOW = -(2**61)


class Neighbour(NamedTuple):
    docid: int
    source: int | None


class Nearby(NamedTuple):
    """Each the closest one first; `source_…` are from the article's own source, with a date."""

    older: list[Neighbour]
    newer: list[Neighbour]
    source_older: list[Neighbour]
    source_newer: list[Neighbour]


def nearby(article: Article) -> Nearby:
    """The dozen articles on each side of one, and the few on each side from its source.

    One statement: as four of Django's they would be a fifth of the time that a page takes.
    """
    columns = "SELECT %s AS part, docid, source_id FROM articles_article"
    older, newer = f"{columns} WHERE docid < %s", f"{columns} WHERE docid > %s"
    same = " AND source_id = %s AND docid > %s"
    down, up = " ORDER BY docid DESC LIMIT %s", " ORDER BY docid LIMIT %s"
    docid, source = article.docid, article.source_id
    selects = [
        (older + down, (0, docid, AROUND)),
        (newer + up, (1, docid, AROUND)),
        (older + same + down, (2, docid, source, UNDATED_BELOW, OF_SOURCE)),
        (newer + same + up, (3, docid, source, UNDATED_BELOW, OF_SOURCE)),
    ]
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({select}) AS part{part}" for part, (select, _) in enumerate(selects)
    )
    found = Nearby([], [], [], [])
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(sql, [value for _, values in selects for value in values])
        for part, *neighbour in cursor.fetchall():
            found[part].append(Neighbour(*neighbour))
    for part, newest_first in enumerate((True, False, True, False)):
        found[part].sort(reverse=newest_first)  # a union promises no order
    return found
