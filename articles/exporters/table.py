"""Annotations as CSV (RFC 4180), a row for each annotation and tag."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator

from articles.exporters.formula import FORMULA
from articles.exporters.record import AnnotationRecord, Origin, TagRecord

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
BROKEN = b"\r\nThis export is not complete: it was broken off by a fault. Export again.\r\n"
_FORMULA = re.compile(FORMULA)


def write_table(records: Iterable[AnnotationRecord], origin: Origin) -> Iterator[bytes]:
    """The records as UTF-8 CSV, piece by piece; one without tags has a row with empty tag cells."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow(HEADER)
    waiting = 0
    for record in records:
        before, after = _row(record)
        for tag in record.tags or (None,):
            writer.writerow((*before, *_tag_cells(tag), *after))
            waiting += 1
        if waiting >= ROWS_AT_ONCE:
            yield _taken(buffer)
            waiting = 0
    yield _taken(buffer)


def _row(record: AnnotationRecord) -> tuple[list[str], list[str]]:
    """The cells before and after those of the tag, which alone differ between rows of a record."""
    article = record.article
    before = (record.url, record.quote, record.prefix, record.suffix, record.note)
    after = (
        record.person.name,
        _time(record.created_at),
        _time(record.updated_at),
        "" if record.start is None else str(record.start),
        "" if record.end is None else str(record.end),
        record.state,
        record.visibility,
        record.reply_to or "",
        article.url,
        article.title,
        article.source,
        "; ".join(article.authors),
        _time(article.published_at) if article.published_at else "",
        article.original_url,
    )
    return [_defused(cell) for cell in before], [_defused(cell) for cell in after]


def _tag_cells(tag: TagRecord | None) -> tuple[str, str]:
    return (_defused(tag.name), _defused(" / ".join(tag.path))) if tag else ("", "")


def _time(instant: dt.datetime) -> str:
    """ISO 8601 in UTC to the second; years have four digits, unlike those of `strftime`."""
    utc = instant.astimezone(dt.UTC)
    return f"{utc.replace(microsecond=0, tzinfo=None).isoformat()}Z"


def _defused(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would calculate."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
