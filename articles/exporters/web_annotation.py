"""Annotations as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.exporters.record import AnnotationRecord, ArticleRecord

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Terms that the vocabulary lacks: the digest that tells whether the positions still hold, and the
# state of the anchor.
OWN_TERMS = {
    "newsroom": "urn:newsroom:terms:",
    "textDigest": "newsroom:textDigest",
    "anchorState": "newsroom:anchorState",
    "visibility": "newsroom:visibility",
}


def write_web_annotations(records: Iterable[AnnotationRecord]) -> Iterator[bytes]:
    """One AnnotationPage with all records as its items, piece by piece."""
    head = {"@context": [CONTEXT, OWN_TERMS], "type": "AnnotationPage"}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "items": ['
    separator = b"\n"
    for record in records:
        yield separator + json.dumps(web_annotation(record), ensure_ascii=False).encode()
        separator = b",\n"
    yield b"\n]}\n"


def web_annotation(record: AnnotationRecord) -> dict[str, Any]:
    """One annotation without its context. Positions are code points, as the model has them."""
    made: dict[str, Any] = {
        "id": record.url,
        "type": "Annotation",
        "motivation": _motivation(record),
        "creator": {"type": "Person", "nickname": record.person},
        "created": _time(record.created_at),
        "modified": _time(record.updated_at),
        "visibility": record.visibility,
        "target": record.reply_to or _target(record),
    }
    if bodies := _bodies(record):
        made["body"] = bodies
    return made


def _motivation(record: AnnotationRecord) -> str:
    if record.reply_to:
        return "replying"
    if record.tags:
        return "tagging"
    return "commenting" if record.note else "highlighting"


def _bodies(record: AnnotationRecord) -> list[dict[str, str]]:
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": tag.name} for tag in record.tags
    ]
    if record.note:
        bodies.append(
            {
                "type": "TextualBody",
                "purpose": "replying" if record.reply_to else "commenting",
                "format": "text/markdown",
                "value": record.note,
            }
        )
    return bodies


def _target(record: AnnotationRecord) -> dict[str, Any]:
    article = record.article
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": _source(article),
        "anchorState": record.state,
    }
    selectors: list[dict[str, Any]] = []
    if record.quote:
        quote = {"type": "TextQuoteSelector", "exact": record.quote}
        context = {"prefix": record.prefix, "suffix": record.suffix}
        selectors.append(quote | {name: text for name, text in context.items() if text})
    if record.start is not None and record.end is not None:
        position = {"type": "TextPositionSelector", "start": record.start, "end": record.end}
        selectors.append(position)
    if selectors:
        target["selector"] = selectors
    return target


def _source(article: ArticleRecord) -> dict[str, Any]:
    source: dict[str, Any] = {
        "id": article.url,
        "type": "Text",
        "format": "text/html",
        "textDigest": f"sha256:{article.text_digest}",
    }
    if article.language:
        source["language"] = article.language
    return source


def _time(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
