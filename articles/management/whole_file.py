"""Files that are there whole, or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: str | None) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when it is done; standard output without a path.

    It is written beside its place under another name, so that a file that was there before stays
    as it is when something fails. A device, a pipe or what the system calls another file by, such
    as /dev/stdout, is written to as it is: nothing may take its place; of a link it is what the
    link leads to. Raises OSError when it cannot be written.
    """
    if path is None:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path).absolute()
    if _stays(target):
        with target.open("ab") as file:  # which may be a file that somebody else has begun
            yield file
        return
    target = target.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # `mkstemp` lets nobody else read it; a new file is for whom the process says.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:  # an interruption too leaves nothing behind
        with suppress(OSError):
            Path(name).unlink()
        raise


def _stays(target: Path) -> bool:
    """Whether it may not be replaced."""
    is_of_system = any(target.is_relative_to(folder) for folder in ("/dev", "/proc"))
    return (target.is_symlink() and is_of_system) or (target.exists() and not target.is_file())
