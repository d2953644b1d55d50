"""The codebook as CSV: Newsroom's own, and the simple ones of other tools."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.codebooks.cells import defuse, restore, write_path
from articles.importers.decoding import NotText, decode

HEADER = ("name", "parent path", "colour", "definition", "use when", "avoid when", "retired")
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for an older encoding
DELIMITERS = ",;\t"
MOST_ROWS = 10_000

# What other tools call the columns, compared without case, spaces and underscores.
COLUMNS = {
    "name": ("name", "tag", "code", "tagname", "codename", "label"),
    "parent": ("parentpath", "parent", "parenttag", "parentcode", "parentname"),
    "colour": ("colour", "color"),
    "definition": ("definition", "description", "memo"),
    "use_when": ("usewhen", "whentouse", "inclusion", "inclusioncriteria"),
    "avoid_when": ("avoidwhen", "whennottouse", "exclusion", "exclusioncriteria"),
    "retired": ("retired",),
}


class BadTable(ValueError):
    """This file is no codebook; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file (from 1), and its cells by column, without those that the file lacks."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, the headings that mean nothing here, and warnings about its encoding."""

    rows: list[Row]
    ignored: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag as it is written to the file; `path` are the names of the tags above, from the top."""

    name: str
    path: tuple[str, ...]
    colour: str
    definition: str
    use_when: str
    avoid_when: str
    retired: bool


def write_table(tags: Iterable[TagRow]) -> Iterator[bytes]:
    """The tags as UTF-8 CSV (RFC 4180), each before those below it if they come so."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow(HEADER)
    for tag in tags:
        retired = "yes" if tag.retired else "no"
        said = (tag.definition, tag.use_when, tag.avoid_when)
        cells = (tag.name, write_path(tag.path), tag.colour, *said, retired)
        writer.writerow(map(defuse, cells))
        if buffer.tell() > 50_000:
            yield _taken(buffer)
    yield _taken(buffer)


def read_table(data: bytes) -> Table:
    """The rows of a file in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs.

    Raises BadTable where there is no column of names, or a row that is no CSV.
    """
    try:
        text, warnings = decode(data)
    except NotText as error:
        raise BadTable(f"This file cannot be read: {error}.") from error
    if not text.strip():
        raise BadTable("This file is empty.")
    best: tuple[int, str, dict[str, int], list[str]] | None = None
    for delimiter in DELIMITERS:
        header = next(_records(text, delimiter), (1, []))[1]
        places, ignored = _places(header)
        if "name" in places and (best is None or len(places) > best[0]):
            best = (len(places), delimiter, places, ignored)
    if best is None:
        raise BadTable(
            "The first line has no column for the names: it must be called name, tag or code."
        )
    _, delimiter, places, ignored = best
    rows = []
    for line, record in list(_records(text, delimiter))[1:]:
        if not any(cell.strip() for cell in record):
            continue
        cells = {
            column: restore(record[place].strip()) if place < len(record) else ""
            for column, place in places.items()
        }
        rows.append(Row(line, cells))
        if len(rows) > MOST_ROWS:
            raise BadTable(f"This file has more than {MOST_ROWS:,} rows.")
    return Table(rows, ignored, warnings)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The records with the lines they begin on; raises BadTable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadTable(f"Line {line} is no CSV: {error}.") from error
        yield line, record


def _places(header: list[str]) -> tuple[dict[str, int], list[str]]:
    """Which column stands where, and the headings that are none; the first of a kind counts."""
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(header):
        folded = "".join(char for char in heading.casefold() if char.isalnum())
        column = next((name for name, called in COLUMNS.items() if folded in called), None)
        if column is None or column in places:
            if heading.strip():
                ignored.append(heading.strip())
        else:
            places[column] = place
    return places, ignored


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
