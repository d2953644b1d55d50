"""Progress: a bar on a terminal, lines elsewhere, nothing when asked for quiet."""

from __future__ import annotations

import io
from typing import TextIO

from django.core.management.base import OutputWrapper

from articles.management.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def progress_on(stream: TextIO, total: int | None, unit: str, *, quiet: bool = False) -> Progress:
    """As a command has it, whose streams end lines and colour them by themselves."""
    return Progress(OutputWrapper(stream), total, unit, quiet=quiet)


def test_the_bar_says_share_rate_and_what_is_left():
    progress = progress_on(io.StringIO(), 200, "files")
    progress.step(50)
    line = progress.line(progress._start + 10)
    assert "25%" in line
    assert "50 of 200 files, 5/s, 0:30 left" in line


def test_hours_are_written_as_hours():
    progress = progress_on(io.StringIO(), 100_000, "files")
    progress.step(10)
    assert "2:46:39 left" in progress.line(progress._start + 1)


def test_without_a_total_only_the_rate_is_known():
    progress = progress_on(io.StringIO(), None, "files")
    progress.step(30)
    assert progress.line(progress._start + 10) == "30 files, 3/s"


def test_a_terminal_gets_one_line_that_is_taken_off_at_the_end(monkeypatch):
    terminal = Terminal()
    progress = progress_on(terminal, 10, "files")
    monkeypatch.setattr("time.monotonic", lambda: progress._start + 60)
    progress.step()
    progress.finish()
    written = terminal.getvalue()
    assert "\n" not in written
    assert written.endswith("\r\x1b[K")


def test_elsewhere_lines_are_plain(monkeypatch):
    stream = io.StringIO()
    progress = progress_on(stream, 10, "files")
    monkeypatch.setattr("time.monotonic", lambda: progress._start + 60)
    progress.step()
    progress.finish()
    assert stream.getvalue().count("\n") == 1
    assert "\x1b" not in stream.getvalue()


def test_quiet_says_nothing(monkeypatch):
    terminal = Terminal()
    progress = progress_on(terminal, 10, "files", quiet=True)
    monkeypatch.setattr("time.monotonic", lambda: progress._start + 60)
    progress.step()
    progress.finish()
    assert terminal.getvalue() == ""
