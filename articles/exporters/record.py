"""What an export knows of an annotation, whatever its format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A tag: its address on the site, its name, and its path from the top of the codebook."""

    url: str
    name: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """The article that is annotated; `text_digest` is SHA-256 of its UTF-8 text, in hexadecimal."""

    url: str
    title: str
    source: str
    authors: tuple[str, ...]
    published_at: dt.datetime | None
    original_url: str
    language: str
    text_digest: str


@dataclass(frozen=True, slots=True)
class AnnotationRecord:
    """An annotation. Positions are code points of the article's text, end exclusive.

    A whole article has none.

    `uid` is its UUID, `url` its address on the site; times are aware.
    """

    uid: str
    url: str
    article: ArticleRecord
    person: str
    start: int | None
    end: int | None
    quote: str
    prefix: str
    suffix: str
    state: str
    note: str
    tags: tuple[TagRecord, ...]
    visibility: str
    reply_to: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
