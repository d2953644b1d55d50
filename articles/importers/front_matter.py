"""Markdown with YAML front matter, as static site generators keep their articles.

YAML can name a value once and repeat it many times (ten lines can stand for gigabytes), nest
without end and build objects. So the front matter is read from the parser's events into text,
lists and mappings alone, with a bound on its size and depth, and without anchors and aliases.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from articles.importers.decoding import NotText, clean, decode
from articles.importers.document import Document
from articles.importers.draft import Outcome, Refusal
from articles.importers.drafting import Fields, make_draft

MAX_FRONT_MATTER = 20_000  # code points
_MAX_DEPTH = 6
_OPENING = re.compile(r"\s*+---[ \t]*+\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*+(?:\n|\Z)", re.MULTILINE)
_HEADING = re.compile(r"\s*+# +([^\n]++)(?:\n|\Z)")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
# The libyaml parser where PyYAML was built with it, else the one in Python: same events.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# This project's own columns and what common generators call them; the first one there wins.
COLUMNS = {
    "title": ("title", "headline"),
    "published_at": (
        "published_at", "date", "published", "publishdate", "pubdate", "date_published",
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "source": ("source", "publisher", "publication", "site", "site_name"),
    "url": (
        "url", "original", "original_url", "canonical_url", "canonical", "source_url", "link",
    ),
    "language": ("language", "lang", "locale"),
    "markup": ("markup",),
}  # fmt: skip


class _FrontMatterError(ValueError):
    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def parse(document: Document) -> Iterable[Outcome]:
    """The one article in `document`, or why it is refused."""
    try:
        text, warnings = decode(document.data)
        fields = _fields(text, warnings)
    except (NotText, _FrontMatterError) as error:
        return (Refusal(document.origin, error.line, str(error)),)
    digest = hashlib.sha256(document.data).hexdigest()
    return (make_draft(fields, origin=document.origin, line=None, digest=digest),)


def _fields(text: str, warnings: list[str]) -> Fields:
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise _FrontMatterError("no front matter: it stands between two lines of ---")
    block, body = text[opening.end() : closing.start()], text[closing.end() :]
    if len(block) > MAX_FRONT_MATTER:
        raise _FrontMatterError(f"front matter of over {MAX_FRONT_MATTER} characters")
    values = _load(block, first_line=text.count("\n", 0, opening.end()) + 1)

    def value_of(column: str) -> Any:
        return next(filter(None, (values.get(key) for key in COLUMNS[column])), "")

    def text_of(column: str) -> str:
        return cleaned(_text(value_of(column)))

    def cleaned(value: str) -> str:
        kept, changes = clean(value)
        warnings.extend(changes)
        return kept

    title = text_of("title")
    heading = None if title else _HEADING.match(body)
    if heading:
        title, body = heading[1], body[heading.end() :]
    names = value_of("authors")
    listed = tuple(cleaned(_text(name)) for name in names) if isinstance(names, list) else None
    return Fields(
        title=title,
        body=body,
        published_at=text_of("published_at").strip(),
        byline=cleaned(_text(names)) if listed is None else ", ".join(filter(None, listed)),
        authors=listed,
        source=text_of("source"),
        url=text_of("url"),
        markup="plain" if text_of("markup").strip().lower() == "plain" else "markdown",
        language=text_of("language"),
        warnings=warnings,
    )


def _text(value: Any) -> str:
    """A value as one line: a list joined by commas, a mapping by its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return value or ""


def _load(block: str, first_line: int) -> dict[str, Any]:
    """The top mapping of `block`, keys in lower case with `_` for `-` and space."""
    try:
        events = iter(yaml.parse(block, Loader=_LOADER))
        next(events), next(events)  # the stream's and the document's start
        top = _node(next(events), events, depth=0)
    except StopIteration:
        return {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = first_line + mark.line if mark else None
        raise _FrontMatterError(f"front matter: {error.problem or 'not YAML'}", line) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        if isinstance(error, _FrontMatterError):
            raise
        raise _FrontMatterError("front matter: not YAML") from None
    if not isinstance(top, dict):
        raise _FrontMatterError("front matter: no `key: value` lines")
    return {re.sub(r"[-\s]", "_", key.strip().lower()): value for key, value in top.items()}


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Any:
    """The value that begins with `event`: text, a list, or a mapping of text to values."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _FrontMatterError("front matter: anchors and aliases are not read")
    if depth > _MAX_DEPTH:
        raise _FrontMatterError(f"front matter: nested over {_MAX_DEPTH} deep")
    if isinstance(event, yaml.ScalarEvent):
        return "" if event.implicit[0] and event.value in _NULL else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, depth + 1))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1)
        value = _node(next(events), events, depth + 1)
        mapping.setdefault(key if isinstance(key, str) else "", value)
    return mapping
