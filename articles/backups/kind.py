"""What a kind of database does for backups, and what is said when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Tell = Callable[[int], None]


class BackupError(Exception):
    """Nothing was changed; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds; `warnings` are faults that the archive had already."""

    articles: int
    annotations: int
    size: int  # bytes of the file
    warnings: tuple[str, ...] = ()


class Kind(Protocol):
    """Backups of one kind of database, called with files whose names were looked at before."""

    name: str

    def __init__(self, alias: str) -> None:
        """Serve the database of that alias."""

    def size(self) -> int | None:
        """About how many bytes a backup will have."""

    def refuse_as_target(self, target: Path) -> None:
        """Raise BackupError for a file that belongs to the running database."""

    def write(self, part: Path, tell: Tell) -> Contents:
        """Write what one moment saw into an empty file, and check what was written."""

    def restore(self, source: Path, tell: Tell) -> Contents:
        """Check a file, and fill an empty site from it in one transaction."""
