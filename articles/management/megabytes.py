"""Progress of work on a file, in megabytes."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

from articles.management.progress import Progress

MEGABYTE = 1_000_000


class Megabytes:
    """Called with the bytes done so far, of a total in bytes (None: not known)."""

    def __init__(self, stream: OutputWrapper, total: int | None, *, quiet: bool) -> None:
        megabytes = None if total is None else total // MEGABYTE
        self._progress = Progress(stream, megabytes, "MB", quiet=quiet)
        self._done = 0

    def __call__(self, done: int) -> None:
        megabytes = done // MEGABYTE
        self._progress.step(megabytes - self._done)
        self._done = megabytes

    def finish(self) -> None:
        self._progress.finish()
