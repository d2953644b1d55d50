"""The guide to importing names every format and column, and its examples are read as it says."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.importers import FORMATS, draft, front_matter, jsonl, names, read_upload
from articles.importers.document import Document
from articles.importers.recognition import recognise

GUIDE = (Path(__file__).resolve().parent.parent.parent / "docs" / "import.md").read_text("utf-8")


def section(name):
    return re.split(r"^#{2,3} ", GUIDE.partition(f"\n### {name}\n")[2], flags=re.MULTILINE)[0]


def example(name):
    return re.search(r"^```\w+\n(.*?)^```$", section(name), re.MULTILINE | re.DOTALL)[1].encode()


@pytest.mark.parametrize("name", FORMATS)
def test_the_example_of_each_format_is_read_as_such(name):
    data = example(name)
    assert recognise(Document("a", data)) == name
    (made,) = read_upload("a", io.BytesIO(data))
    assert made.warnings == ()
    assert made.title == "Ferries back on Monday"
    assert made.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert made.authors[:2] == ("Ann Lee", "Ben Roe")
    assert (made.source, made.url) == ("The Paper", "https://paper.example/2026/ferries")
    assert made.markup == ("markdown" if name == "front-matter" else "plain")


@pytest.mark.parametrize("column", jsonl.COLUMNS)
def test_every_column_of_json_lines_is_named(column):
    assert f"`{column}`" in section("jsonl")


def test_every_key_of_front_matter_is_named():
    named = {key.lower() for key in re.findall(r"`([A-Za-z_]+)`", section("front-matter"))}
    assert named >= {
        *front_matter.COLUMNS,
        *(key for keys in front_matter.COLUMNS.values() for key in keys),
    }


@pytest.mark.parametrize(
    "limit",
    [
        draft.MAX_BYTES,
        draft.MAX_TITLE,
        draft.MAX_SOURCE,
        draft.MAX_AUTHOR,
        draft.MAX_BYLINE,
        draft.MAX_AUTHORS,
        draft.MAX_URL,
        front_matter.MAX_FRONT_MATTER,
    ],
)
def test_every_limit_is_named(limit):
    assert re.search(rf"\b{limit:,}\b", GUIDE)


@pytest.mark.parametrize("ending", [*names.ARTICLES, *names.ARCHIVES])
def test_every_ending_is_named(ending):
    assert f"`{ending}`" in GUIDE
