"""Fill the disk that an archive lies on, go on using the site, and make room again.

    python scripts/disk_full.py               # as root: it mounts a small file system in memory
    python scripts/disk_full.py --postgresql  # the same with the tables of a PostgreSQL on it

While the disk is full, forms must be answered by 507 with words, pages must come, an import and a
backup must end with one line, and nothing may be damaged. With room again both must be done, and
everything acknowledged must be there. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import generate
from scripts.acknowledged import halves, losses
from scripts.archive_contents import connected, damages
from scripts.archives import MANAGE, environment, manage, new_database
from scripts.children import load_django, result_of
from scripts.cluster import cluster
from scripts.populating import populate, sessions
from scripts.serving import Person, served
from scripts.writing import SAVED, Work, write

SIZE = "24m"
NOTE_LENGTH = 9_000
ARTICLES = 2_000  # to import: more than fits
FULL = 507
REFUSALS = 5
WRITES = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    faults: list[str] = []

    def expect(what: str, holds: bool) -> None:
        print(f"{'yes' if holds else 'NO '}  {what}", flush=True)
        if not holds:
            faults.append(what)

    with tempfile.TemporaryDirectory(prefix="newsroom-full.") as name, ExitStack() as stack:
        folder = Path(name)
        disk = stack.enter_context(small_disk(folder / "disk"))
        url = (
            _postgresql(folder, disk, stack) if given.postgresql else f"sqlite:///{disk}/a.sqlite3"
        )
        manage(url, ["migrate", "--verbosity", "0"])
        load_django(url)
        articles = result_of(populate, 1, 5)
        [key] = result_of(sessions)
        generate.write(folder / "files", ARTICLES)
        with served(url, folder) as server:
            _use(Person(server.port, key), url, folder, disk, articles, expect)
    for fault in faults:
        print(f"fault: {fault}")
    sys.exit(1 if faults else 0)


def _use(
    person: Person,
    url: str,
    folder: Path,
    disk: Path,
    articles: list[int],
    expect: Callable[[str, bool], None],
) -> None:
    work, random = Work(), Random(1)

    def save(go_on: Callable[[], bool]) -> None:
        accepted = (*SAVED, FULL)
        write(
            person,
            articles,
            work,
            random=random,
            go_on=go_on,
            accepted=accepted,
            note_length=NOTE_LENGTH,
        )

    save(lambda: len(work.acknowledged) < WRITES)
    ballast = disk / "ballast"
    _fill(ballast)
    save(lambda: work.answers[FULL] < REFUSALS)
    expect(f"forms are refused by 507 ({dict(work.answers)}): {work.faults}", not work.faults)
    for address in ("/articles/", f"/articles/{articles[0]}/article-0/", "/articles/?q=ferry"):
        expect(f"{address} can be read", person.get(address).status == 200)
    for command in (["import_articles", "--quiet", str(folder / "files")], ["backup", f"{disk}/b"]):
        status, said = _command(url, command)
        told = status == 2 and ("full" in said or "No space left" in said)
        short = said.count("\n") <= 2
        expect(f"{command[0]} ends with {status} and says: {said.strip()!r}", told and short)
    expect("the database is sound", not damages(url))
    expect("nothing acknowledged is lost", not result_of(losses, work.acknowledged))
    expect("nothing is there in part", not result_of(halves))
    ballast.unlink()
    before, refused = len(work.acknowledged), work.answers[FULL]
    save(lambda: len(work.acknowledged) < before + WRITES and work.answers[FULL] == refused)
    expect("with room again forms are saved", work.answers[FULL] == refused)
    subprocess.run(["mount", "-o", "remount,size=400m", str(disk)], check=True)
    status, said = _command(url, ["import_articles", "--quiet", str(folder / "files")])
    expect(f"and the same import is done: {status}, {said.strip()!r}", status == 0)
    status, said = _command(url, ["backup", "--quiet", f"{disk}/b"])
    expect(f"and the backup: {status}, {said.strip()!r}", status == 0)
    expect("the database is sound", not damages(url))
    expect("nothing acknowledged is lost", not result_of(losses, work.acknowledged))
    expect("nothing is there in part", not result_of(halves))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system in memory, mounted on a new folder."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=777", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"A file system must be mounted, which is not allowed here: {done.stderr}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def _postgresql(folder: Path, disk: Path, stack: ExitStack) -> str:
    """The URL of a database whose tables lie on the disk; its log of writes lies elsewhere."""
    server = stack.enter_context(cluster(folder / "postgresql"))
    space = disk / "tables"
    space.mkdir(mode=0o700)
    subprocess.run(["chown", "postgres", str(space)], check=True)
    with connected(server.url) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'")
        connection.execute("ALTER DATABASE template1 SET TABLESPACE small")
    return new_database(server.url, "full")


def _fill(ballast: Path) -> None:
    """Write until nothing more goes onto the disk."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4_096)
        except OSError:
            return


def _command(url: str, command: list[str]) -> tuple[int, str]:
    """The status of a command of manage.py and what it says."""
    done = subprocess.run(
        [*MANAGE, *command],
        env=environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


if __name__ == "__main__":
    main()
