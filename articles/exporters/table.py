"""Annotations as CSV (RFC 4180), a row for each annotation and tag."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from articles.exporters.record import AnnotationRecord, TagRecord

HEADER = (
    "annotation",
    "quote",
    "before",
    "after",
    "note",
    "tag",
    "tag path",
    "person",
    "created (UTC)",
    "changed (UTC)",
    "start (code points)",
    "end (code points)",
    "state",
    "visibility",
    "reply to",
    "article",
    "title",
    "source",
    "authors",
    "published (UTC)",
    "original",
)
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for an older encoding
ROWS_AT_ONCE = 200
# A cell that begins with one of these is a formula to a spreadsheet; an apostrophe makes it text
# (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_table(records: Iterable[AnnotationRecord]) -> Iterator[bytes]:
    """The records as UTF-8 CSV, piece by piece; one without tags has a row with empty tag cells."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow(HEADER)
    waiting = 0
    for record in records:
        for tag in record.tags or (None,):
            writer.writerow(map(_defused, _row(record, tag)))
            waiting += 1
        if waiting >= ROWS_AT_ONCE:
            yield _taken(buffer)
            waiting = 0
    yield _taken(buffer)


def _row(record: AnnotationRecord, tag: TagRecord | None) -> tuple[str, ...]:
    article = record.article
    return (
        record.url,
        record.quote,
        record.prefix,
        record.suffix,
        record.note,
        tag.name if tag else "",
        " / ".join(tag.path) if tag else "",
        record.person,
        f"{record.created_at:%Y-%m-%dT%H:%M:%SZ}",
        f"{record.updated_at:%Y-%m-%dT%H:%M:%SZ}",
        "" if record.start is None else str(record.start),
        "" if record.end is None else str(record.end),
        record.state,
        record.visibility,
        record.reply_to or "",
        article.url,
        article.title,
        article.source,
        "; ".join(article.authors),
        article.published_at.isoformat() if article.published_at else "",
        article.original_url,
    )


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
