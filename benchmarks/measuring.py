"""Times by the processor's clock, which the neighbours disturb least; and tables."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

TIMES = 21


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
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with status {process.returncode}:\n{output}")
    unit = 1 if sys.platform == "darwin" else 1024
    wall = time.perf_counter() - began
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit, output.strip())


def heading(*cells: str) -> None:
    print()
    line(*cells)
    line(*["---"] * len(cells))


def line(*cells: str) -> None:
    """A row of a Markdown table, shown at once."""
    print(f"| {' | '.join(cells)} |", flush=True)
