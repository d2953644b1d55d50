"""What an export knows of an annotation, whatever its format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file comes from: its own address, and that of the list that it holds. Absolute."""

    url: str
    list_url: str


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
class PersonRecord:
    """Who said it: a name, and the address of all that this person said."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class AnnotationRecord:
    """An annotation. Positions are code points of the article's text, end exclusive.

    A whole article has none. `text_digest` tells of which text they are, as that of the article
    does of its present one. `uid` is its UUID, `url` its address on the site; times are aware.
    A reply has the address of what it answers.
    """

    uid: str
    url: str
    article: ArticleRecord
    person: PersonRecord
    start: int | None
    end: int | None
    quote: str
    prefix: str
    suffix: str
    text_digest: str
    state: str
    note: str
    tags: tuple[TagRecord, ...]
    visibility: str
    reply_to: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
