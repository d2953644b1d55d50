from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.codebooks import table
from articles.codebooks.cells import write_path
from articles.codebooks.names import clean_text
from articles.codebooks.table import BadTable, Row, TagRow, read_table, write_table

# What the archive may hold: no control characters but tab and newline, nothing around it.
texts = st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\t"))
said = texts.map(clean_text)
names = said.filter(bool)
tag_rows = st.builds(
    TagRow,
    name=names,
    path=st.lists(names, max_size=3).map(tuple),
    colour=st.sampled_from(["rose", "plum"]),
    definition=said,
    use_when=said,
    avoid_when=said,
    retired=st.booleans(),
)


@given(st.lists(tag_rows, max_size=6))
def test_what_is_written_is_read_again(tags):
    read = read_table(b"".join(write_table(tags)))
    assert (read.ignored, read.warnings) == ([], [])
    assert [row.cells for row in read.rows] == [
        {
            "name": tag.name,
            "parent": write_path(tag.path),
            "colour": tag.colour,
            "definition": tag.definition,
            "use_when": tag.use_when,
            "avoid_when": tag.avoid_when,
            "retired": "yes" if tag.retired else "no",
        }
        for tag in tags
    ]


def test_no_cell_is_a_formula():
    tag = TagRow("=1+1", ("@a",), "rose", "-x", "+y", "\uff1dz", False)
    line = b"".join(write_table([tag])).decode().splitlines()[1]
    assert line == "'=1+1,'@a,rose,'-x,'+y,'\uff1dz,no"


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (
            b"tag,description\nRain,From above\n",
            [Row(2, {"name": "Rain", "definition": "From above"})],
        ),
        (
            b"\xef\xbb\xbfCode Name;PARENT_CODE;Memo;Color\r\nRain;Water;;#00f\r\n",
            [Row(2, {"name": "Rain", "parent": "Water", "definition": "", "colour": "#00f"})],
        ),
        (b"Name\tUse When\nRain\ta,b;c\n", [Row(2, {"name": "Rain", "use_when": "a,b;c"})]),
        ("name\nÉlan".encode("utf-16"), [Row(2, {"name": "Élan"})]),
        ("name\nÉlan, vital".encode("cp1252"), [Row(2, {"name": "Élan"})]),
        (
            b'name,definition\n\n"Rain","two\nlines"\n , \nSnow\n',
            [
                Row(3, {"name": "Rain", "definition": "two\nlines"}),
                Row(6, {"name": "Snow", "definition": ""}),
            ],
        ),
        (b"name,name,Number\nRain,x,3", [Row(2, {"name": "Rain"})]),
    ],
)
def test_tables_of_other_tools(data, rows):
    assert read_table(data).rows == rows


def test_what_is_left_out_is_told():
    read = read_table("name,Number,label\nÉlan,3,x".encode("cp1252"))
    assert read.ignored == ["Number", "label"]
    assert read.warnings == ["read as Windows-1252"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"definition\nx", "no column for the names"),
        (b'name\nRain\n"Snow', "Line 3 is no CSV"),
        (b'name\n"Snow"x', "Line 2 is no CSV"),
        (b"name\n" + b"x" * 200_000, "Line 2 is no CSV"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "cannot be read"),
    ],
)
def test_what_is_no_table(data, why):
    with pytest.raises(BadTable, match=why):
        read_table(data)


def test_a_table_has_a_largest_number_of_rows(monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    assert len(read_table(b"name\na\nb").rows) == 2
    with pytest.raises(BadTable, match="more than 2 rows"):
        read_table(b"name\na\nb\nc")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with suppress(BadTable):
        rows = read_table(b"name,definition\n" + data).rows
        assert all(row.cells.keys() == {"name", "definition"} for row in rows)
