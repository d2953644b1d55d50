from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.codebooks.cells import defuse, read_path, restore, write_path

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(st.text(alphabet="'=+-@\t\r\n＝a \u200b") | st.text())
def test_a_cell_comes_back_as_it_was_and_is_no_formula(cell):
    assert restore(defuse(cell)) == cell
    assert not defuse(cell).startswith(FORMULAS)


def test_what_is_no_formula_stays_as_it_is():
    for cell in ("", "'tis", "a=b", "'", "it's"):
        assert defuse(cell) == cell == restore(cell)
    for cell in ("=1+1", "\u200b=1", "\ufeff @a"):
        assert defuse(cell) == f"'{cell}"


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_a_path_comes_back_whatever_its_names_hold(names):
    assert read_path(write_path(names)) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("", []),
        ("Water", ["Water"]),
        ("Nature / Water", ["Nature", "Water"]),
        ("Nature/Water/", ["Nature", "Water"]),
        (r"and\/or / C:\temp", ["and/or", r"C:\temp"]),
    ],
)
def test_paths_that_people_write(cell, names):
    assert read_path(cell) == names
