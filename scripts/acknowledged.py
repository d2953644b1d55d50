"""What must be true of an archive after a kill, compared with what was acknowledged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Expected = Mapping[str, tuple[str, tuple[str, ...]]]
"""By the uid of an acknowledged annotation: its note, and the names of its tags in their order."""


def losses(expected: Expected) -> list[str]:
    """Acknowledged annotations that are not there, or not with all they were made of."""
    from articles.models import Activity, Annotation

    there = {str(row.uid): row for row in _rows(Annotation, expected)}
    tags = _tags(row.pk for row in there.values())
    logged = _logged(Activity)
    found = []
    for uid, (note, names) in expected.items():
        row = there.get(uid)
        if row is None:
            found.append(f"lost: {uid}")
        elif (row.note, tags.get(row.pk, ())) != (note, names):
            found.append(f"other than acknowledged: {uid}: {row.note!r} {tags.get(row.pk)}")
        elif logged.get(row.pk) != 1:
            found.append(f"logged {logged.get(row.pk, 0)} times: {uid}")
    return found


def halves() -> list[str]:
    """Annotations that were written in part: against the log, their article, and the indexes."""
    from django.db import connection

    from articles.backups.agreement import disagreements
    from articles.models import Activity, Annotation

    found = []
    logged = _logged(Activity)
    rows = list(Annotation.objects.select_related("article").defer("article__html"))
    tags = _tags(row.pk for row in rows)
    latest = _latest_states(Activity)
    for row in rows:
        state = latest.get(row.pk)
        if logged.get(row.pk) != 1 or state is None:
            found.append(f"logged {logged.get(row.pk, 0)} times: {row.pk}")
            continue
        if state["version"] != row.version or state["note"] != row.note:
            found.append(f"not as the log says: {row.pk}")
        if len(state["tags"]) != len(tags.get(row.pk, ())):
            found.append(f"tags not as the log says: {row.pk}")
        if row.start is not None and row.state != "lost" and not _stands(row):
            found.append(f"not where its passage is: {row.pk}")
    found += [f"logged and not there: {pk}" for pk in logged.keys() - {row.pk for row in rows}]
    with connection.cursor() as cursor:

        def count(query: str) -> int:
            cursor.execute(query)
            return int(cursor.fetchone()[0])

        present = connection.introspection.table_names(cursor)
        key = "rowid" if connection.vendor == "sqlite" else "docid"
        found += disagreements(present, key, count)
    return found


def _stands(row: Any) -> bool:
    article = row.article
    quote = article.text[row.start : row.end]
    return bool(row.text_digest == article.text_digest and quote == row.quote)


def _rows(model: Any, expected: Expected) -> list[Any]:
    uids = list(expected)
    return [
        row
        for start in range(0, len(uids), 500)
        for row in model.objects.filter(uid__in=uids[start : start + 500])
    ]


def _tags(keys: Iterable[int]) -> dict[int, tuple[str, ...]]:
    from articles.models import Annotation

    wanted = set(keys)
    links = Annotation.tags.through.objects.order_by("pk")
    found: dict[int, tuple[str, ...]] = {}
    for key, name in links.values_list("annotation_id", "tag__name"):
        if key in wanted:
            found[key] = (*found.get(key, ()), name)
    return found


def _logged(model: Any) -> dict[int, int]:
    """How often the log says that an annotation was made, by key."""
    found: dict[int, int] = {}
    for key in model.objects.filter(verb="annotate").values_list("object_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def _latest_states(model: Any) -> dict[int, Any]:
    """The state of each annotation after the last entry of the log that names it."""
    found: dict[int, Any] = {}
    for after in model.objects.order_by("pk").values_list("after", flat=True):
        for key, state in after.items():
            kind, _, number = key.partition(":")
            if kind == "annotation":
                found[int(number)] = state
    return found
