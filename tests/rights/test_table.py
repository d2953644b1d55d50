"""Who may do what with what: the tables beside this file, asked of the site itself, cell by cell.

A row is a request: the method, the name of the address and the object that it is about, then what
each person gets (see `asking.outcome`). `public` is a visitor where PUBLIC_READING is on.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.rights.addresses import routes
from tests.rights.asking import SCRIPT, outcome
from tests.rights.world import make_world

TABLES = ("archive", "accounts", "admin")


class Row(NamedTuple):
    method: str
    name: str
    target: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.target}"


def read(table: str) -> tuple[list[str], list[Row]]:
    """The people of a table, and its rows."""
    text = (Path(__file__).parent / f"{table}.txt").read_text(encoding="utf-8")
    head, *lines = (line.split() for line in text.splitlines() if line.strip())
    rows = [Row(*line[:3], dict(zip(head, line[3:], strict=True))) for line in lines]
    return head, rows


COLUMNS = [(table, who) for table in TABLES for who in read(table)[0]]


@pytest.fixture
def world(db, settings):
    settings.PUBLIC_READING = False
    return make_world()


@pytest.mark.parametrize(("table", "who"), COLUMNS)
def test_what_a_person_may_do(world, table, who):
    rows = read(table)[1]
    found = {str(row): outcome(world, who, row.method, row.name, row.target) for row in rows}
    assert found == {str(row): row.cells[who] for row in rows}


@pytest.mark.parametrize("who", ["visitor", "stranger", "colleague"])
def test_a_script_gets_nothing_that_the_page_does_not_give(world, who):
    refused = [row for row in read("archive")[1] if row.cells[who] in {"login", "403", "404"}]
    assert refused
    for row in refused:
        found = outcome(world, who, row.method, row.name, row.target, SCRIPT)
        assert (str(row), found) == (str(row), row.cells[who])


def test_every_address_of_the_site_has_its_row():
    named = {row.name for table in TABLES for row in read(table)[1]}
    assert routes().keys() - named == set()
    assert named - routes().keys() == set()


def test_what_is_private_is_open_to_its_author_alone():
    """The tables themselves: no cell may say otherwise."""
    for table in TABLES:
        people, rows = read(table)
        for row in rows:
            whole = row.name.endswith(("cards", "changelist", "annotations_bulk"))
            if row.target.startswith(("private", "lost", "whole")) and not whole:
                others = {row.cells[who] for who in set(people) - {"author"}}
                assert others <= {"login", "403", "404"}, str(row)
