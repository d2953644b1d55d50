"""JSON Lines: an article per line, an object with the columns below; other columns are ignored."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

from articles.importers.decoding import NotText, clean, decode, is_utf16
from articles.importers.document import Document
from articles.importers.draft import MAX_BYTES, Outcome, Refusal
from articles.importers.drafting import Fields, make_draft

COLUMNS = ("title", "published_at", "authors", "source", "url", "body", "markup", "language")
_MARKUPS = ("plain", "markdown")


def parse(document: Document) -> Iterator[Outcome]:
    """The article of each line, or why that line is refused. Blank lines are skipped."""
    if is_utf16(document.data):
        # Line ends are two bytes there; only a file that fits is read, by way of UTF-8.
        if document.more is not None:
            yield Refusal(document.origin, None, "UTF-16 over 5 MB; save it as UTF-8")
            return
        try:
            text, _ = decode(document.data)
        except NotText as error:
            yield Refusal(document.origin, None, str(error))
            return
        document = Document(document.origin, text.encode())
    empty = True
    for number, line in enumerate(_lines(document), start=1):
        if line is None:
            yield Refusal(document.origin, number, "over 5 MB")
        elif line.strip():
            yield _record(line.rstrip(b"\r\n"), document.origin, number)
        else:
            continue
        empty = False
    if empty:
        yield Refusal(document.origin, None, "no records")


def _lines(document: Document) -> Iterator[bytes | None]:
    """The lines as they come; None for one that is too long. Holds no more than two at a time."""
    rest, more = document.data, document.more
    while True:
        whole, rest = rest, b""
        for line in io.BytesIO(whole):
            if more is not None and not line.endswith(b"\n"):
                rest = line
            else:
                yield line if len(line) <= MAX_BYTES else None
        if more is None:
            return
        chunk = more()
        if len(rest) > MAX_BYTES:
            yield None
            rest = b""
            while chunk and b"\n" not in chunk:
                chunk = more()
            chunk = chunk.partition(b"\n")[2]
        if not chunk:
            more = None
        rest += chunk


def _record(line: bytes, origin: str, number: int) -> Outcome:
    try:
        text, warnings = decode(line)
        record = json.loads(text, strict=False)
    except NotText as error:
        return Refusal(origin, number, str(error))
    except json.JSONDecodeError as error:
        return Refusal(origin, number, f"not JSON: {error.msg} at character {error.colno}")
    except (ValueError, RecursionError):
        return Refusal(origin, number, "not JSON that can be read: a number or nesting too long")
    if not isinstance(record, dict):
        return Refusal(origin, number, "not a JSON object")
    byline, authors = _authors(record.get("authors"), warnings)
    fields = Fields(
        byline=byline,
        authors=authors,
        warnings=warnings,
        **{
            column: _text(record.get(column), column, warnings)
            for column in COLUMNS
            if column != "authors"
        },
    )
    fields.published_at = fields.published_at.strip()
    fields.markup = _markup(fields.markup, warnings)
    digest = hashlib.sha256(line).hexdigest()
    return make_draft(fields, origin=origin, line=number, digest=digest)


def _text(value: Any, column: str, warnings: list[str]) -> str:
    if isinstance(value, str):
        kept, changes = clean(value)
        warnings += (f"{column}: {change}" for change in changes)
        return kept
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if value is not None:
        warnings.append(f"{column} is not text, left out")
    return ""


def _authors(value: Any, warnings: list[str]) -> tuple[str, tuple[str, ...] | None]:
    """Byline and names of a list of names; a string is a byline, to be split like any other."""
    if not isinstance(value, list):
        return _text(value, "authors", warnings), None
    names = tuple(filter(None, (_text(name, "authors", warnings) for name in value)))
    return ", ".join(names), names


def _markup(value: str, warnings: list[str]) -> str:
    markup = value.strip().lower()
    if markup and markup not in _MARKUPS:
        warnings.append(f"markup is neither plain nor markdown, recognised: {value[:80]!r}")
        return ""
    return markup
