"""What every import format produces: an article's draft, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MAX_BYTES = 5_000_000  # of one article: a file, an archive's member, a line of JSON Lines
MAX_TITLE = 500  # code points, as the limits below; what is longer is cut, with a warning
MAX_SOURCE = 200
MAX_BYLINE = 2_000
MAX_AUTHOR = 200
MAX_AUTHORS = 100
MAX_URL = 2_000  # a longer one is left out, with a warning: half a link leads nowhere


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One article as read, nothing stored yet.

    All text is free of carriage returns, lone surrogates and control characters other than tab
    and newline, and keeps its Unicode form as it came.
    """

    title: str
    body: str
    markup: str
    """"plain" (a paragraph per line, shown literally) or "markdown"."""
    published_at: datetime | None
    """An instant in UTC."""
    byline: str
    """The authors as written."""
    authors: tuple[str, ...]
    source: str
    """The publisher's name, "" if unknown."""
    url: str
    """The link to the original as written, http or https, "" if there is none."""
    url_key: str
    """The same for all spellings of one address, see `urls.url_key`."""
    language: str
    """A BCP-47 tag, "" if unsure."""
    file_digest: str
    """SHA-256 of the file's, member's or record's bytes, in hexadecimal."""
    origin: str
    """A path, `archive.zip!member`, or `-` for standard input."""
    line: int | None
    """From 1; None where the file holds one article."""
    warnings: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.title and self.body):
            raise ValueError("an article has a title and a body")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file, member or record that is not imported, and why, in words for its owner."""

    origin: str
    line: int | None
    reason: str


Outcome = ArticleDraft | Refusal
