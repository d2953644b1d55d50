"""Stop and start PostgreSQL while people use the site, which is not started again.

    python scripts/restart_postgresql.py --rounds 6

Eight people annotate and two read by http. PostgreSQL, one of its own with the settings of a
server, is stopped at random moments, in turn as if it had crashed and in order, and is away for
some seconds. Every answer meanwhile must be a page, or 503 with words and `Retry-After`; then the
site must go on by itself, and everything acknowledged must be there. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random
from threading import Event

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.acknowledged import halves, losses
from scripts.archives import manage, new_database
from scripts.children import load_django, result_of
from scripts.cluster import Cluster, cluster
from scripts.populating import populate, sessions
from scripts.serving import Person, served
from scripts.writing import SAVED, Work, read, together, write

WRITERS = 8
READERS = 2
ARTICLES = 20
AWAY_SECONDS = 6  # longer than the site waits for a connection
UNAVAILABLE = 503
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--away", type=float, default=AWAY_SECONDS, help="seconds")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="newsroom-restart.") as name,
        cluster(Path(name) / "postgresql") as postgresql,
    ):
        url = new_database(postgresql.url, "restart")
        manage(url, ["migrate", "--verbosity", "0"])
        load_django(url)
        articles = result_of(populate, WRITERS, ARTICLES)
        keys = result_of(sessions)
        written, reading, stop = Work(), Work(), Event()
        with served(url, Path(name)) as server:
            threads = together(
                [
                    partial(
                        write,
                        Person(server.port, key),
                        articles,
                        written,
                        random=Random(number),
                        go_on=lambda: not stop.is_set(),
                        accepted=(*SAVED, UNAVAILABLE),
                    )
                    for number, key in enumerate(keys)
                ]
                + [
                    partial(
                        read,
                        Person(server.port),
                        ["/articles/"],
                        reading,
                        random=Random(number),
                        go_on=lambda: not stop.is_set(),
                        accepted=(200, UNAVAILABLE),
                    )
                    for number in range(READERS)
                ]
            )
            recovered = [
                _restarted(postgresql, written, mode, given.away)
                for number, mode in enumerate(["immediate", "fast"] * given.rounds)
                if number < given.rounds
            ]
            stop.set()
            for thread in threads:
                thread.join()
        faults = [*written.faults, *reading.faults]
        faults += result_of(losses, written.acknowledged) + result_of(halves)
    print(f"{given.rounds} restarts; acknowledged {len(written.acknowledged):,}")
    print(f"answers to forms {dict(written.answers)}, to readers {dict(reading.answers)}")
    print(f"unanswered {written.unanswered + reading.unanswered}")
    print(f"saved again after {', '.join(f'{seconds:.1f}' for seconds in recovered)} s")
    print(f"{len(faults)} faults")
    for fault in faults[:SHOWN]:
        print(f"  {fault}")
    sys.exit(1 if faults or written.unanswered or reading.unanswered else 0)


def _restarted(postgresql: Cluster, written: Work, mode: str, away: float) -> float:
    """Stop and start it. Returns how many seconds later something was saved again."""
    time.sleep(1 + secrets.randbelow(1000) / 1000)
    postgresql.stop(mode)
    time.sleep(away)
    postgresql.start()
    began, before = time.monotonic(), len(written.acknowledged)
    while len(written.acknowledged) == before:
        if time.monotonic() - began > 60:
            sys.exit("The site has not come back within a minute.")
        time.sleep(0.01)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
