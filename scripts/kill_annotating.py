"""Kill eight writers of annotations at random moments, and look for what they were told is saved.

    python scripts/kill_annotating.py --rounds 50 [--server]

Each writer is a process that annotates, with old and new tags, as fast as it can, and notes down
each annotation once it is acknowledged. All are killed by `kill -9` together. With `--server` they
use the site by http, and it is the site's server that is killed. Then every acknowledged annotation
must be there with its tags, its entry in the log and its row in the index, no other may be there in
part, and SQLite must find its file sound. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
import uuid
from functools import partial
from pathlib import Path
from random import Random
from threading import Event

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.acknowledged import Expected, halves, losses
from scripts.archive_contents import damages
from scripts.archives import new_archive
from scripts.children import load_django, result_of, started
from scripts.populating import populate, sessions
from scripts.serving import Person, served
from scripts.writing import Work, together, write

WRITERS = 8
ARTICLES = 5
LONGEST = 2.0  # seconds that they may write
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    parser.add_argument("--server", action="store_true", help="by http; kill the server")
    given = parser.parse_args()
    random = Random(given.seed)
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory(prefix="newsroom-kill.") as folder:
        url = new_archive(Path(folder), "annotating")
        load_django(url)
        articles = result_of(populate, WRITERS, ARTICLES)
        keys = result_of(sessions)
        wrong = 0
        for number in range(1, given.rounds + 1):
            if given.server:
                expected = _served_and_killed(url, Path(folder), keys, articles, random)
            else:
                expected = _killed(number, Path(folder), articles, random)
            found = damages(url) + result_of(_faults, expected)
            print(f"round {number}: {len(expected)} acknowledged; {len(found)} faults", flush=True)
            for fault in found[:SHOWN]:
                print(f"  {fault}")
            wrong += bool(found)
    print(f"{given.rounds} rounds, {wrong} with something wrong")
    sys.exit(1 if wrong else 0)


def _killed(number: int, folder: Path, articles: list[int], random: Random) -> Expected:
    """Start the writers and kill them. Returns what was acknowledged."""
    notes = [folder / f"{number}.{writer}" for writer in range(WRITERS)]
    writers = [
        started(annotate_for_ever, writer, articles, path, random.random())
        for writer, path in enumerate(notes)
    ]
    while not all(path.exists() for path in notes):
        time.sleep(0.002)
    time.sleep(random.uniform(0, LONGEST))
    if any(writer.exitcode is not None for writer in writers):
        sys.exit("A writer has ended by itself.")
    for writer in writers:
        writer.kill()
    for writer in writers:
        writer.join()
    return noted(notes)


def noted(notes: list[Path]) -> Expected:
    """What the writers wrote down as acknowledged; a line without its end was not."""
    expected = {}
    for path in notes:
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                uid, note, *tags = line.rstrip("\n").split("\t")
                expected[uid] = (note, tuple(tags))
    return expected


def _served_and_killed(
    url: str, folder: Path, keys: list[str], articles: list[int], random: Random
) -> Expected:
    """Start the server and those who write by it, and kill it. Returns what was acknowledged."""
    work, stop = Work(), Event()
    with served(url, folder) as server:
        threads = together(
            [
                partial(
                    write,
                    Person(server.port, key),
                    articles,
                    work,
                    random=Random(random.random()),
                    go_on=lambda: not stop.is_set(),
                )
                for key in keys
            ]
        )
        while not work.acknowledged:
            time.sleep(0.002)
        time.sleep(random.uniform(0, LONGEST))
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
    if work.faults:
        sys.exit(f"The site has refused: {work.faults[0]}")
    return work.acknowledged


def _faults(expected: Expected) -> list[str]:
    return [*losses(expected), *halves()]


def annotate_for_ever(writer: int, articles: list[int], notes: Path, seed: float) -> None:
    """Annotate, and write down what was acknowledged: uid, note and tags in a line of a file."""
    from django.contrib.auth.models import User

    from articles.actions.annotations import annotate
    from articles.models import Article

    random = Random(seed)
    person = User.objects.get(username=f"person{writer}")
    rows = list(Article.objects.filter(pk__in=articles))
    descriptor = os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    while True:
        article = random.choice(rows)
        start = random.randrange(len(article.text) - 40)
        uid, note = uuid.uuid4(), f"Note {random.randrange(10**6)}"
        tags = random.sample([f"Tag {number}" for number in range(30)], 2)
        tags.append(f"New {random.randrange(200)}")
        annotate(
            article=article,
            author=person,
            start=start,
            end=start + random.randrange(1, 40),
            tags=tags,
            note=note,
            uid=uid,
        )
        os.write(descriptor, "\t".join([str(uid), note, *tags]).encode() + b"\n")


if __name__ == "__main__":
    main()
