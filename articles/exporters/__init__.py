"""Annotations on their way out: one module per format, named here. No Django.

A format turns records into pieces of a file, so that an export of any size streams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from articles.exporters.record import (
    AnnotationRecord,
    ArticleRecord,
    Origin,
    PersonRecord,
    TagRecord,
)
from articles.exporters.table import BROKEN, write_table
from articles.exporters.web_annotation import write_web_annotations


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its name, the type and the ending of its files, and how they are written.

    `broken` is what a file says at its end when it had to end too early; empty where the format
    shows by itself that the end is missing.
    """

    label: str
    content_type: str
    suffix: str
    write: Callable[[Iterable[AnnotationRecord], Origin], Iterator[bytes]]
    broken: bytes = b""


FORMATS: dict[str, ExportFormat] = {
    "csv": ExportFormat("CSV", "text/csv; charset=utf-8", "csv", write_table, BROKEN),
    "jsonld": ExportFormat(
        "Web Annotations (JSON-LD)",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "jsonld",
        write_web_annotations,
    ),
}

__all__ = [
    "FORMATS",
    "AnnotationRecord",
    "ArticleRecord",
    "ExportFormat",
    "Origin",
    "PersonRecord",
    "TagRecord",
]
