"""CSV: what a spreadsheet opens, and what it must not calculate."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporters import PersonRecord, TagRecord
from articles.exporters.table import HEADER, write_table
from tests.exporters.records import ARTICLE, ORIGIN, make_record


def table(*records) -> list[dict[str, str]]:
    text = b"".join(write_table(records, ORIGIN)).decode("utf-8-sig")
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


@pytest.mark.parametrize(
    "formula",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n1", "＝1", "  =1", "\u00a0@a"),
        *("\ufeff=1", "\u200b=1", "\u2060 +1", "\u00ad\u202e@a"),
        *("\x01=1", "\u034f=1", "\u3164+1", "\ufe0f=1", "\u2800@a", "\U000e0001=1", "﹦1", "﹣1"),
    ],
)
def test_formulas_are_text(formula):
    [row] = table(make_record(quote=formula, note=formula, tags=()))
    assert row["quote"] == row["note"] == f"'{formula}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_every_text_comes_back(text):
    [row] = table(make_record(note=text, tags=()))
    assert row["note"] in (text, f"'{text}")
    assert not row["note"].lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("plain", ["a=1", " a", "1-2", "", " ", "'=1", "x@y.example"])
def test_what_is_no_formula_stays_as_it_is(plain):
    [row] = table(make_record(note=plain, tags=()))
    assert row["note"] == plain


def test_formulas_are_text_in_names_too():
    tag = TagRecord("https://news.example/tags/x/", "=x", ("=top", "=x"))
    person = PersonRecord("https://news.example/annotations/?by=-x#person", "-x")
    [row] = table(make_record(tags=(tag,), person=person))
    assert (row["tag"], row["tag path"], row["person"]) == ("'=x", "'=top / =x", "'-x")


def test_years_have_four_digits():
    article = dataclasses.replace(ARTICLE, published_at=dt.datetime(987, 1, 2, tzinfo=dt.UTC))
    [row] = table(make_record(article=article, tags=()))
    assert row["published (UTC)"] == "0987-01-02T00:00:00Z"


def test_many_rows_come_in_pieces():
    pieces = list(write_table((make_record() for _ in range(1_000)), ORIGIN))
    assert len(pieces) > 5
    assert b"".join(pieces).count(b"\r\n") == 2_001


def test_without_annotations_the_header_stands_alone():
    assert table() == []
    assert b"".join(write_table([], ORIGIN)).decode("utf-8-sig").strip() == ",".join(HEADER)
