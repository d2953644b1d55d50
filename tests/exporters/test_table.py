"""CSV: what a spreadsheet opens, and what it must not calculate."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporters.table import HEADER, write_table
from tests.exporters.records import make_record


def table(*records) -> list[dict[str, str]]:
    text = b"".join(write_table(records)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_for_each_annotation_and_tag():
    rows = table(make_record(), make_record(tags=()))
    assert [row["tag"] for row in rows] == ["Delay", "Water", ""]
    assert rows[0]["tag path"] == "Transport / Delay"
    assert (rows[0]["start (code points)"], rows[0]["end (code points)"]) == ("4", "9")
    assert rows[0]["created (UTC)"] == "2024-06-01T10:30:00Z"
    assert rows[0]["authors"] == "Ada Tern; Bo Lind"


def test_a_whole_article_has_no_positions():
    [row] = table(make_record(start=None, end=None, quote="", tags=()))
    assert row["start (code points)"] == row["end (code points)"] == ""


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_formulas_are_text(formula):
    [row] = table(make_record(quote=formula, note=formula, tags=()))
    assert row["quote"] == row["note"] == f"'{formula}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_every_text_comes_back(text):
    [row] = table(make_record(note=text, tags=()))
    assert row["note"].removeprefix("'") == text.removeprefix("'") or row["note"] == text
    assert not row["note"].startswith(("=", "+", "-", "@"))


def test_many_rows_come_in_pieces():
    pieces = list(write_table(make_record() for _ in range(1_000)))
    assert len(pieces) > 5
    assert b"".join(pieces).count(b"\r\n") == 2_001


def test_without_annotations_the_header_stands_alone():
    assert table() == []
    assert b"".join(write_table([])).decode("utf-8-sig").strip() == ",".join(HEADER)
