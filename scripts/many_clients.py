"""Thirty-two people write to one site for a minute, and others read.

    python scripts/many_clients.py --seconds 60 [--pause 1] [--backups 5]

All use the site by http, through its real server, as docs/operations.md starts it. First those who
read are alone, for comparison. Without pauses the machine is as busy as can be, and each waits for
the turns of all others; with pauses, only for the database. Every answer to a form must say that it
is saved, every page must come, the log must not hold `locked`, and in the end everything
acknowledged must be there. Backups may be made meanwhile. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.acknowledged import halves, losses
from scripts.archive_contents import damages
from scripts.archives import manage, new_archive
from scripts.children import load_django, result_of
from scripts.populating import populate, sessions
from scripts.serving import Person, served
from scripts.writing import Work, read, together, write

ARTICLES = 200
READERS = 4
READING_PAUSE = 0.1  # seconds
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--pause", type=float, default=0, help="seconds between a writer's forms")
    parser.add_argument("--backups", type=int, default=0, help="made one after another meanwhile")
    parser.add_argument("--workers", type=int, default=1, help="processes of the server")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-many.") as name:
        folder = Path(name)
        url = new_archive(folder, "many")
        load_django(url)
        articles = result_of(populate, given.writers, ARTICLES)
        keys = result_of(sessions)
        with served(url, folder, workers=given.workers) as server:
            alone = _crowd(server.port, [], articles, given.seconds / 4, given.pause)[1]
            backups = together([partial(_back_up, url, folder, given.backups)])
            written, reading = _crowd(server.port, keys, articles, given.seconds, given.pause)
            backups[0].join()
            log = server.log.read_text(encoding="utf-8", errors="replace")
        faults = [*written.faults, *reading.faults, *alone.faults]
        faults += [line for line in log.splitlines() if "locked" in line]
        faults += damages(url)
        faults += result_of(losses, written.acknowledged) + result_of(halves)
    print(f"{given.writers} writers, {READERS} readers, {given.seconds:g} seconds")
    print(f"acknowledged {len(written.acknowledged):,}, unanswered {written.unanswered}")
    for what, work in (("writing", written), ("reading", reading), ("reading alone", alone)):
        print(f"{what}: {_told(work.seconds)}")
    print(f"{len(faults)} faults")
    for fault in faults[:SHOWN]:
        print(f"  {fault}")
    sys.exit(1 if faults or written.unanswered or reading.unanswered else 0)


def _back_up(url: str, folder: Path, number: int) -> None:
    """Make backups, one after another, and say how long each took."""
    for one in range(number):
        time.sleep(1)
        began = time.monotonic()
        line = manage(url, ["backup", "--quiet", str(folder / f"{one}.backup")])
        print(f"backup: {line}, {time.monotonic() - began:.1f} s", flush=True)


def _crowd(
    port: int, writers: list[str], articles: list[int], seconds: float, pause: float
) -> tuple[Work, Work]:
    """What those with sessions wrote, and what others read meanwhile."""
    written, reading = Work(), Work()
    until = time.monotonic() + seconds
    addresses = [f"/articles/?page={page}" for page in (1, 2, 3)] + ["/articles/?q=ferry"]
    addresses += [f"/articles/{key}/article-{number}/" for number, key in enumerate(articles)]

    def go_on() -> bool:
        return time.monotonic() < until

    actions = [
        partial(
            write,
            Person(port, key),
            articles,
            written,
            random=Random(number),
            go_on=go_on,
            pause=pause,
        )
        for number, key in enumerate(writers)
    ]
    actions += [
        partial(
            read,
            Person(port),
            addresses,
            reading,
            random=Random(number),
            go_on=go_on,
            pause=READING_PAUSE,
        )
        for number in range(READERS)
    ]
    for thread in together(actions):
        thread.join()
    return written, reading


def _told(seconds: list[float]) -> str:
    if not seconds:
        return "nothing"
    ordered = sorted(seconds)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    told = [
        f"{name} {1000 * ordered[int(share * (len(ordered) - 1))]:.0f} ms"
        for name, share in shares.items()
    ]
    return f"{len(ordered):,} answers, {', '.join(told)}, longest {1000 * ordered[-1]:.0f} ms"


if __name__ == "__main__":
    main()
