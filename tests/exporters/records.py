"""Annotations to export."""

from __future__ import annotations

import datetime as dt
from typing import Any

from articles.exporters import (
    AnnotationRecord,
    ArticleRecord,
    Origin,
    PersonRecord,
    TagRecord,
)

ORIGIN = Origin(
    "https://news.example/annotations/export/csv/?tag=delay",
    "https://news.example/annotations/?tag=delay",
)
ARTICLE = ArticleRecord(
    url="https://news.example/articles/7/",
    title="A ferry is late",
    source="Harbour Post",
    authors=("Ada Tern", "Bo Lind"),
    published_at=dt.datetime(2024, 5, 1, 6, tzinfo=dt.UTC),
    original_url="https://harbour.example/1",
    language="en",
    text_digest="ab" * 32,
)
DELAY = TagRecord("https://news.example/tags/delay/", "Delay", ("Transport", "Delay"))
WATER = TagRecord("https://news.example/tags/water/", "Water", ("Water",))


def make_record(**overrides: Any) -> AnnotationRecord:
    moment = dt.datetime(2024, 6, 1, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    values: dict[str, Any] = {
        "uid": "8d0c7a0e-6f0b-4f7e-9c55-0c7b0f6c8a01",
        "url": "https://news.example/annotations/8d0c7a0e-6f0b-4f7e-9c55-0c7b0f6c8a01/",
        "article": ARTICLE,
        "person": PersonRecord("https://news.example/annotations/?by=ada#person", "ada"),
        "start": 4,
        "end": 9,
        "quote": "ferry",
        "prefix": "The ",
        "suffix": " left",
        "text_digest": "ab" * 32,
        "state": "exact",
        "note": "Late *again*.",
        "tags": (DELAY, WATER),
        "visibility": "shared",
        "reply_to": None,
        "created_at": moment.astimezone(dt.UTC),
        "updated_at": moment.astimezone(dt.UTC),
    }
    return AnnotationRecord(**values | overrides)
