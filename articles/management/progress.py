"""Progress of long work: on a terminal a bar with rate and remaining time, else plain lines."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

BAR = 24
TERMINAL_SECONDS = 0.1
LINE_SECONDS = 10.0


class Progress:
    """Counts work done towards a total (None: not known). `quiet` says nothing at all."""

    def __init__(
        self, stream: OutputWrapper, total: int | None, unit: str, *, quiet: bool = False
    ) -> None:
        self._stream, self._total, self._unit, self._quiet = stream, total, unit, quiet
        self._terminal = stream.isatty()
        self._done = 0
        self._start = self._shown = time.monotonic()

    def step(self, count: int = 1) -> None:
        self._done += count
        if self._quiet:
            return
        now = time.monotonic()
        if now - self._shown >= (TERMINAL_SECONDS if self._terminal else LINE_SECONDS):
            self._shown = now
            self._write(f"\r\x1b[K{self.line(now)}" if self._terminal else f"{self.line(now)}\n")

    def finish(self) -> None:
        """Take the bar off the terminal."""
        if self._terminal and not self._quiet:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        """As it is: the stream of a command would end the line, and colour what is no error."""
        self._stream.write(text, str, ending="")
        self._stream.flush()

    def line(self, now: float) -> str:
        seconds = max(now - self._start, 1e-6)
        rate = self._done / seconds
        if not self._total:
            return f"{self._done:,} {self._unit}, {rate:,.0f}/s"
        share = min(1.0, self._done / self._total)
        filled = round(BAR * share)
        left = max(0, self._total - self._done) / rate if rate else 0
        return (
            f"[{'#' * filled}{'.' * (BAR - filled)}] {share:4.0%}  "
            f"{self._done:,} of {self._total:,} {self._unit}, {rate:,.0f}/s, {_duration(left)} left"
        )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
