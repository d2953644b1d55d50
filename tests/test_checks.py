"""Which SQLite is warned of, which is refused, and which the project brings along."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connections

from articles.checks import has_wal_reset_bug, sqlite_library


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_the_versions_with_the_bug_are_those_that_sqlite_names(version, affected):
    assert has_wal_reset_bug(version) is affected


@pytest.fixture
def on_sqlite(monkeypatch):
    """A site on SQLite of a version."""

    def pretend(version: tuple[int, int, int]) -> list[str]:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        monkeypatch.setattr(connections["default"], "vendor", "sqlite")
        return [message.id for message in sqlite_library(databases=["default"])]

    return pretend


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), ["articles.E001"]),
        ((3, 51, 2), ["articles.W001"]),
        ((3, 51, 3), []),
    ],
)
def test_the_site_says_so_at_its_start(on_sqlite, version, expected):
    assert on_sqlite(version) == expected


def test_nothing_is_said_of_other_databases(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(connections["default"], "vendor", "postgresql")
    assert sqlite_library(databases=["default"]) == []
    assert sqlite_library(databases=None) == []


def test_the_project_runs_on_one_without_the_bug():
    assert not has_wal_reset_bug(sqlite3.sqlite_version_info)
