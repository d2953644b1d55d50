"""Build an archive of N articles and measure it, beside what the machine could do at best.

    python benchmarks/archive.py 200000
    scripts/with_postgresql.sh .venv/bin/python benchmarks/archive.py 200000

The archive lies in a temporary folder, in SQLite or in the database of DATABASE_URL (which must be
empty: everything is made there by migrations). The import is the real command in a process of its
own. Everything is printed as Markdown tables; times are CPU times unless they say wall.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import generate, raw
from benchmarks.measuring import Run, heading, line, run
from benchmarks.site import Site, configure

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
ANNOTATIONS = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("number", type=int, help="how many articles")
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""), metavar="URL")
    parser.add_argument("--folder", type=Path, help="build it here and keep it; measure it again")
    parser.add_argument("--markdown", type=float, default=generate.MARKDOWN_SHARE, help="share")
    parser.add_argument("--no-raw", action="store_true", help="leave out the raw limit")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="newsroom-archive."))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _measure(folder, given)
    finally:
        if given.folder is None:
            shutil.rmtree(folder)


def _measure(folder: Path, given: argparse.Namespace) -> None:
    files, target = folder / "files", folder / "archive.sqlite3"
    is_postgresql = given.database.startswith("postgres")
    url = given.database if is_postgresql else f"sqlite:///{target}"
    environment = configure(url)
    import django

    django.setup()
    is_built = (folder / "built").exists()
    if not is_built:
        size = generate.write(files, given.number, markdown_share=given.markdown)
        print(
            f"{given.number:,} files of {size / given.number:,.0f} bytes on average, "
            f"{given.markdown:.0%} of them Markdown; {'PostgreSQL' if is_postgresql else 'SQLite'}"
        )
        _import(folder, files, environment, given)
        (folder / "built").touch()

    from benchmarks.pages import measure

    if not is_built:
        _annotate()
        _analyze()
    measure(Site())


def _import(
    folder: Path, files: Path, environment: dict[str, str], given: argparse.Namespace
) -> None:
    """The import of all files, of a few, and of all again, with the raw limit before."""
    run([*MANAGE, "migrate", "--verbosity", "0"], environment)
    heading("Import", "files", "files/CPU s", "files/s wall", "µs CPU a file", "peak MB")
    if not given.no_raw:
        limit = _raw(folder, files, environment["DATABASE_URL"], given.number)
    few = folder / "few"
    shutil.copytree(files / "0000", few)
    elsewhere = {**environment, "DATABASE_URL": f"sqlite:///{folder}/few.sqlite3"}
    run([*MANAGE, "migrate", "--verbosity", "0"], elsewhere)
    (folder / "none").mkdir()
    nothing = run([*MANAGE, "import_articles", "--quiet", str(folder / "none")], elsewhere)
    for name, some, where in (
        ("import of a few, SQLite", few, elsewhere),
        ("import", files, environment),
        ("import again, nothing changed", files, environment),
    ):
        done = run([*MANAGE, "import_articles", "--quiet", str(some)], where)
        number = sum(len(names) for _, _, names in os.walk(some))
        _report(name, number, done, nothing)
        if name == "import" and not given.no_raw:
            print(f"\nimport / raw limit: {limit / (done.cpu - nothing.cpu):.0%}\n")
    line("starting the command alone", "0", "", "", f"{nothing.cpu:.2f} s", _mb(nothing.memory))


def _raw(folder: Path, files: Path, url: str, number: int) -> float:
    """CPU seconds of the raw import (of the client, with PostgreSQL)."""
    from articles.actions.importing import BATCH_ARTICLES

    reading = raw.reading(files)
    _line("raw: read and parse", number, reading)
    if url.startswith("postgres"):
        client, wall = raw.postgresql(files, url, batch=BATCH_ARTICLES)
        _line("raw: the same, COPY, tsvector and GIN", number, client, wall)
        return client
    from newsroom.settings import DATABASES

    init = DATABASES["default"]["OPTIONS"]["init_command"]
    for name, words in (("raw: the same and insert", False), ("raw: the same and FTS5", True)):
        target = folder / f"raw{words}.sqlite3"
        seconds = raw.sqlite(files, target, init=init, batch=BATCH_ARTICLES, words=words)
        _line(name, number, seconds)
        target.unlink()
    return seconds


def _line(name: str, number: int, cpu: float, wall: float | None = None, memory: int = 0) -> None:
    line(
        name,
        f"{number:,}",
        f"{number / cpu:,.0f}",
        f"{number / wall:,.0f}" if wall else "",
        f"{cpu / number * 1e6:.0f}",
        _mb(memory) if memory else "",
    )


def _report(name: str, number: int, done: Run, nothing: Run) -> None:
    """A run of the command, without what starting it takes."""
    _line(name, number, max(done.cpu - nothing.cpu, 0.001), done.wall, done.memory)


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f}"


def _annotate() -> None:
    """Annotations by one person on articles all over the archive, with twenty tags."""
    from django.contrib.auth.models import User

    from articles.actions.annotations import annotate
    from articles.models import Article

    person = User.objects.create_user("annotator")
    random = Random(11)
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for pk in random.sample(keys, min(ANNOTATIONS, len(keys) // 10)):
        article = Article.objects.get(pk=pk)
        start = random.randrange(len(article.text) - 50)
        annotate(
            article=article,
            author=person,
            start=start,
            end=start + random.randint(10, 40),
            tags=[f"Tag {random.randrange(20)}"],
        )


def _analyze() -> None:
    """What PostgreSQL does by itself in time, done at once."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
