"""Faults of the database and the disk that pass: what people are told, and when to try again."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass
from http import HTTPStatus

from django.db import Error, InterfaceError, OperationalError

READ_ON = "Reading goes on."
NOT_SAVED = "What you had sent has not been saved: go back, keep it, and send it again later."
UNSURE = (
    "What you had sent may not have been saved: go back, keep it, and send it again in a while."
)


@dataclass(frozen=True, slots=True)
class Outage:
    """An answer; `retry_after` in seconds."""

    status: HTTPStatus
    heading: str
    words: str
    retry_after: int
    at_a_terminal: str = "What was done before stands; run the same command again later."

    @property
    def for_commands(self) -> str:
        """The same for somebody at a terminal."""
        heading = self.heading[0].lower() + self.heading[1:]
        return f"{heading}. {self.at_a_terminal}"


FULL = Outage(
    HTTPStatus.INSUFFICIENT_STORAGE,
    "The disk is full",
    f"Nothing can be saved until those who run the archive make room. {NOT_SAVED} {READ_ON}",
    60,
)
READ_ONLY = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Nothing can be saved at present",
    f"The archive's database takes no changes. {NOT_SAVED} {READ_ON}",
    60,
)
BUSY = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The archive is busy",
    f"Too much is being done at once. {NOT_SAVED}",
    5,
)
AWAY = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The archive is out of reach",
    f"Its database does not answer; it may be starting again. {UNSURE}",
    5,
)
DAMAGED = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The archive's database is damaged",
    f"Those who run the archive must put it back from a backup. {NOT_SAVED}",
    600,
    "Stop the site, and put back a backup: see docs/operations.md.",
)

# https://sqlite.org/rescode.html
SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; by code, then by class of codes
POSTGRESQL = {
    "53100": FULL,
    "25006": READ_ONLY,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "58030": AWAY,
    "08": AWAY,
    "53": BUSY,
    "57": AWAY,
}
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage that an exception tells of, or None for a fault of our own."""
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return FULL
    if not isinstance(error, Error):
        return None
    cause = error.__cause__  # what the driver said
    if isinstance(cause, sqlite3.Error):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if cause is None or not hasattr(cause, "sqlstate"):
        return None
    code = cause.sqlstate
    if code is None:  # no server has answered, or not to its end
        return AWAY if isinstance(error, (InterfaceError, OperationalError)) else None
    return POSTGRESQL.get(code) or POSTGRESQL.get(code[:2])
