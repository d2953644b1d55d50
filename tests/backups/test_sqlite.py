"""What SQLite says while it restores is told."""

from __future__ import annotations

import sqlite3

import pytest

from articles.backups import BackupError
from articles.backups.sqlite import _alone


def test_a_disk_that_gets_full_while_pages_are_copied_is_told(tmp_path):
    # As `Connection.backup` raises it: unlike other statements, without `sqlite_errorcode`.
    with (
        pytest.raises(BackupError, match="could not be restored: database or disk is full"),
        _alone(tmp_path / "site.sqlite3"),
    ):
        raise sqlite3.OperationalError("database or disk is full")
