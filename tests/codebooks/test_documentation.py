"""The page about the codebook names every column that a file may have."""

from __future__ import annotations

import re
from pathlib import Path

from articles.codebooks.table import COLUMNS, HEADER, MOST_ROWS
from articles.codebooks.tree import DEEPEST

PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


def test_every_name_of_a_column_is_there_and_no_other():
    told = {}
    for name, others in re.findall(r"^\| `([\w ]+)` \|([^|]*)\|", PAGE, re.M):
        called = (name, *re.findall(r"`([^`]+)`", others))
        told[name] = {one.replace(" ", "") for one in called}
    assert tuple(told) == HEADER
    assert list(told.values()) == [set(called) for called in COLUMNS.values()]


def test_its_numbers_hold():
    assert f"{MOST_ROWS:,} rows" in PAGE
    assert DEEPEST == 10
    assert re.search(r"ten\s+levels", PAGE)
