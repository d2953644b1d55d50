"""A file that appears under its name when it is whole, or not at all."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from articles.backups.kind import BackupError, Tell

LOOK_SECONDS = 0.2


@contextmanager
def new_file(target: Path, *, force: bool) -> Iterator[Path]:
    """An empty file beside `target`, for its owner alone, that takes its name in the end.

    It is on the disk before it has the name. An error takes it away; a kill leaves it behind as
    `.NAME.….part`. Raises BackupError when `target` is there, unless `force` says to replace it.
    """
    if target.is_dir():
        raise BackupError(f"{target} is a folder: name a file.")
    if target.exists() and not target.is_file():
        raise BackupError(f"{target} is a device or a pipe: name a file.")
    if not force and target.exists():
        raise BackupError(f"{target} is there already: choose another name, or add --force.")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
        _flush(part)
        if force:
            part.replace(target)
        else:
            _name(part, target)
        _flush(target.parent)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def watched(path: Path, tell: Tell) -> Iterator[None]:
    """Tell how long a file has become (in bytes) while others write it."""
    done = threading.Event()

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            tell(path.stat().st_size)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _name(part: Path, target: Path) -> None:
    """Unlike renaming, a link does not replace a file that came meanwhile."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise BackupError(f"{target} has come meanwhile: choose another name.") from None
    except OSError:  # a file system without links
        part.replace(target)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
