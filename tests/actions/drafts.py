"""Drafts to import, as if read from files."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from articles.importers import ArticleDraft
from articles.importers.authors import split_byline
from articles.importers.urls import url_key


def make_draft(number: int = 1, **overrides: Any) -> ArticleDraft:
    """A draft; each number is another article of the same paper."""
    values: dict[str, Any] = {
        "title": f"Ferry {number} is late",
        "body": f"The ferry number {number} left at noon.\nIt came back.",
        "markup": "plain",
        "published_at": dt.datetime(2024, 1, 1, 8, tzinfo=dt.UTC) + dt.timedelta(days=number),
        "byline": "Ada Tern and Bo Lind",
        "source": "Harbour Post",
        "url": f"https://harbour.example/{number}",
        "language": "en",
        "origin": f"folder/{number}.txt",
        "line": None,
        "warnings": (),
    } | overrides
    values.setdefault("authors", split_byline(values["byline"]))
    values.setdefault("url_key", url_key(values["url"]))
    content = repr(sorted((name, str(value)) for name, value in values.items() if name != "origin"))
    values.setdefault("file_digest", hashlib.sha256(content.encode()).hexdigest())
    return ArticleDraft(**values)
