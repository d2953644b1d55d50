"""Reading articles: files, folders, archives, standard input and uploads into drafts.

PURE: no Django, no database. Formats stand in `FORMATS`; each is a function from a `Document` to
its outcomes, drafts and refusals. Nothing that a file holds makes `read` raise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import BinaryIO

from articles.importers import front_matter, jsonl, reading, seed
from articles.importers.document import Document, Parser, printable
from articles.importers.draft import ArticleDraft, Outcome, Refusal
from articles.importers.folders import Tally
from articles.importers.reading import InputMissing, survey
from articles.importers.recognition import recognise

__all__ = [
    "FORMATS",
    "ArticleDraft",
    "InputMissing",
    "Outcome",
    "Refusal",
    "Tally",
    "count",
    "read",
    "read_upload",
    "survey",
]

FORMATS: dict[str, Parser] = {
    "seed": seed.parse,
    "front-matter": front_matter.parse,
    "jsonl": jsonl.parse,
}
_STREAMED = "jsonl"  # the one format whose files may be longer than an article


def read(
    paths: Sequence[str],
    *,
    format: str | None = None,  # noqa: A002 - the command's word for it
    stdin: BinaryIO | None = None,
    tally: Tally | None = None,
) -> Iterator[Outcome]:
    """The articles of `paths` (files, folders, archives, `-`), in the order of their names.

    `format` forces one of `FORMATS` for all of them. `tally` is brought up to date on the way.
    Raises `InputMissing` at once if a path does not exist, KeyError for an unknown format.
    """
    reading.check_paths(paths)
    return reading.read_paths(
        paths,
        partial(_parse, format),
        stdin=stdin or sys.stdin.buffer,
        tally=tally or Tally(),
    )


def read_upload(
    name: str,
    data: BinaryIO,
    *,
    format: str | None = None,  # noqa: A002 - as in read
) -> Iterator[Outcome]:
    """The articles of one uploaded file or archive (seekable), as `read`; `name` is its origin."""
    return reading.read_stream(printable(name), data, partial(_parse, format), tally=Tally())


def count(paths: Sequence[str]) -> int:
    """How many files `read` will read, an archive being one, without opening any.

    Raises `InputMissing`.
    """
    return survey(paths).files


def _parse(forced: str | None, document: Document) -> Iterable[Outcome]:
    name = forced or recognise(document)
    if document.more is not None and name != _STREAMED:
        return (Refusal(document.origin, None, "over 5 MB"),)
    return FORMATS[name](document)
