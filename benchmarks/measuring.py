"""Times by the processor's clock, which the neighbours disturb least; and tables."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

TIMES = 21
LOOK_EVERY = 0.02  # seconds, at a running process


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians in milliseconds: of this process's CPU, and by the clock on the wall."""

    cpu: float
    wall: float


def timed(work: Callable[[int], Any], times: int = TIMES) -> Timing:
    """The median of several calls, which get their number; two calls before warm the caches."""
    work(0)
    work(1)
    cpu, wall = [], []
    for number in range(times):
        cpu_began, wall_began = time.process_time(), time.perf_counter()
        work(number)
        cpu.append(time.process_time() - cpu_began)
        wall.append(time.perf_counter() - wall_began)
    return Timing(median(cpu) * 1000, median(wall) * 1000)


@dataclass(frozen=True, slots=True)
class Run:
    """What another process took: seconds of CPU and of wall, and its peak of memory in bytes."""

    cpu: float
    wall: float
    memory: int
    output: str


def run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run a command to its end. Exits with its message when it fails."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as written:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=written)
        memory = 0
        while True:
            memory = max(memory, _peak(process.pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(LOOK_EVERY)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        written.seek(0)
        output = written.read().strip()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with status {process.returncode}:\n{output}")
    return Run(usage.ru_utime + usage.ru_stime, wall, memory, output)


def _peak(pid: int) -> int:
    """The peak of a running process's memory in bytes, as Linux tells it.

    `wait4` would tell that of this process where it is the greater one: a child begins as a copy.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def heading(*cells: str) -> None:
    print()
    line(*cells)
    line(*["---"] * len(cells))


def line(*cells: str) -> None:
    """A row of a Markdown table, shown at once."""
    print(f"| {' | '.join(cells)} |", flush=True)
