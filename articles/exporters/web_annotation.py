"""Annotations as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/).

No terms but those of the standard's own context: what it has no word for (digest, state, who may
see it) is said in words of schema.org, whose prefix that context knows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.exporters.record import AnnotationRecord, ArticleRecord, Origin, PersonRecord

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AT_ONCE = 200
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def write_web_annotations(records: Iterable[AnnotationRecord], origin: Origin) -> Iterator[bytes]:
    """One AnnotationPage with all records as its items, piece by piece.

    Each item has a context of its own, so that it is an annotation wherever it is taken to.
    """
    head = {
        "@context": CONTEXT,
        "id": origin.url,
        "type": "AnnotationPage",
        "partOf": {"id": origin.list_url, "type": "AnnotationCollection", "label": "Annotations"},
        "startIndex": 0,
    }
    waiting = [_encode(head)[:-1] + ', "items": [']
    separator = "\n"
    for record in records:
        waiting.append(separator + _encode({"@context": CONTEXT} | web_annotation(record)))
        separator = ",\n"
        if len(waiting) >= AT_ONCE:
            yield "".join(waiting).encode()
            waiting = []
    waiting.append("\n]}\n")
    yield "".join(waiting).encode()


def web_annotation(record: AnnotationRecord) -> dict[str, Any]:
    """One annotation without its context. Positions are code points, as the model has them."""
    made: dict[str, Any] = {
        "id": record.url,
        "type": "Annotation",
        "canonical": f"urn:uuid:{record.uid}",
        "motivation": _motivation(record),
        "creator": _person(record.person),
        "created": _time(record.created_at),
        "modified": _time(record.updated_at),
        "schema:conditionsOfAccess": record.visibility,
    }
    if bodies := _bodies(record):
        made["body"] = bodies
    made["target"] = record.reply_to or _target(record)
    return made


def _person(person: PersonRecord) -> dict[str, str]:
    """An account has one name, which is both of those that the model asks for."""
    return {"id": person.url, "type": "Person", "name": person.name, "nickname": person.name}


def _motivation(record: AnnotationRecord) -> str:
    if record.reply_to:
        return "replying"
    if record.tags:
        return "tagging"
    return "commenting" if record.note else "highlighting"


def _bodies(record: AnnotationRecord) -> list[dict[str, str]]:
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag.name}
        for tag in record.tags
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
    """A part of the article or, without a selector, the article itself."""
    selectors = _selectors(record)
    source = _source(record.article, record.text_digest if selectors else "")
    if not selectors:
        return source
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": selectors,
        "schema:creativeWorkStatus": record.state,
    }


def _selectors(record: AnnotationRecord) -> list[dict[str, Any]]:
    selectors: list[dict[str, Any]] = []
    if record.quote:
        quote = {"type": "TextQuoteSelector", "exact": record.quote}
        context = {"prefix": record.prefix, "suffix": record.suffix}
        selectors.append(quote | {name: text for name, text in context.items() if text})
    if record.start is not None and record.end is not None:
        position = {"type": "TextPositionSelector", "start": record.start, "end": record.end}
        selectors.append(position)
    return selectors


def _source(article: ArticleRecord, text_digest: str) -> dict[str, Any]:
    """The article, with the digest of the text that the positions are of."""
    source: dict[str, Any] = {
        "id": article.url,
        "type": "Text",
        "format": "text/html",
        "schema:sha256": text_digest or article.text_digest,
    }
    if article.language:
        source["language"] = article.language
    return source


def _time(instant: dt.datetime) -> str:
    """An xsd:dateTime in UTC, to the second: a year has four digits, as `strftime` may not."""
    utc = instant.astimezone(dt.UTC)
    return f"{utc.replace(microsecond=0, tzinfo=None).isoformat()}Z"
