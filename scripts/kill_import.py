"""Kill an import at random moments, run it again to its end, and compare the archives.

    python scripts/kill_import.py --rounds 10

A folder of generated articles (with later states, copies and files that are refused among them, and
the articles of CORPUS if that is set) is imported once without interruption, and once a round with
several `kill -9`. Whatever differs then, and whatever SQLite finds damaged, is printed; the status
is 1. The archives lie in temporary SQLite files, or in databases of their own beside that of a
DATABASE_URL for PostgreSQL.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import generate
from scripts.archive_contents import connected, contents, damages, differences
from scripts.archives import MANAGE, environment, manage, new_archive

ARTICLES = 3_000
KILLS = 4
A_BATCH_LASTS = 0.3  # seconds, about: a kill should come in the middle of one, too
SHOWN = 40
REFUSED = 1  # the command's status when some files were refused, as some are here


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory(prefix="newsroom-kill.") as folder:
        wrong = _rounds(Path(folder), given.rounds, given.articles, Random(given.seed))
    sys.exit(1 if wrong else 0)


def _rounds(folder: Path, rounds: int, articles: int, random: Random) -> int:
    """How many rounds ended otherwise than the import that nobody interrupted."""
    paths = _make_files(folder / "files", articles, random)
    reference = new_archive(folder, "reference")
    last_line = _import(reference, paths)
    expected = contents(reference)
    total = _standing(reference)
    print(f"uninterrupted: {last_line}")
    wrong = 0
    for number in range(1, rounds + 1):
        url = new_archive(folder, f"round{number}")
        targets = sorted(random.randrange(total) for _ in range(KILLS))
        standing = [_interrupted(url, paths, target, random) for target in targets]
        last_line = _import(url, paths)
        found = damages(url) + differences(expected, contents(url))
        print(f"round {number}: killed at {standing}; {last_line}; {len(found)} differences")
        for line in found[:SHOWN]:
            print(f"  {line}")
        wrong += bool(found)
    return wrong


def _make_files(folder: Path, articles: int, random: Random) -> list[str]:
    """Articles, later states of some of them, copies under other addresses, and what is refused."""
    generate.write(folder, articles, markdown_share=0.1)
    files = sorted(folder.rglob("*.*"))
    for path in random.sample(files, articles // 50):
        data = path.read_bytes()
        later, copy = random.choice("-_"), random.choice("-_")  # before the article, or after it
        _beside(path, f"{later}later").write_bytes(data + b"\nUpdate: this was added later.\n")
        _beside(path, f"{copy}copy").write_bytes(data.replace(b".html)", b"-copy.html)"))
        _beside(path, "_empty").write_bytes(b"")
    corpus = os.environ.get("CORPUS")
    return [str(folder)] + ([str(Path(corpus) / "corpus" / "articles")] if corpus else [])


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.stem}{suffix}{path.suffix}")


def _import(url: str, paths: list[str]) -> str:
    """The whole import. Returns the command's last line; ends the script if it has no such line."""
    line = manage(url, ["import_articles", "--quiet", *paths], accepted=(0, REFUSED))
    return line if line.startswith("created=") else sys.exit("The import broke off.")


def _interrupted(url: str, paths: list[str], target: int, random: Random) -> int:
    """Begin the import and kill it at some moment after `target` articles stand.

    Returns how many stand then.
    """
    process = subprocess.Popen(
        [*MANAGE, "import_articles", "--quiet", *paths],
        env=environment(url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and _standing(url) < target:
        time.sleep(0.002)
    time.sleep(random.uniform(0, A_BATCH_LASTS))
    process.kill()
    process.wait()
    return _standing(url)


def _standing(url: str) -> int:
    with connected(url) as database:
        [[number]] = database.execute("SELECT count(*) FROM articles_article")
    return int(number)


if __name__ == "__main__":
    main()
