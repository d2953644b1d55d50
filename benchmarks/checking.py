"""What `manage.py check_anchors` takes, of time and memory, for very many annotations.

    python -m benchmarks.checking 20000 50

builds that many generated articles with that many annotations each, in a temporary SQLite file,
checks them, moves one in a hundred by a code point, and repairs those.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.measuring import heading, line, run
from benchmarks.site import configure

MANAGE = [sys.executable, str(Path(__file__).resolve().parents[1] / "manage.py")]
ROWS_AT_ONCE = 20_000
LONGEST = 400  # code points of a passage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("annotations", type=int, help="of each article")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-checking."))
    try:
        environment = configure(f"sqlite:///{folder / 'archive.sqlite3'}")
        import django

        django.setup()
        _build(folder / "files", given.articles, given.annotations)
        _measure(environment)
    finally:
        shutil.rmtree(folder)


def _build(files: Path, articles: int, annotations: int) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import transaction

    from articles.actions.inserting import insert
    from articles.models import Annotation, Article
    from benchmarks import generate

    call_command("migrate", verbosity=0)
    generate.write(files, articles)
    call_command("import_articles", str(files), quiet=True)
    author = User.objects.create(username="ada")
    texts = Article.objects.order_by("pk").values_list("pk", "text", "text_digest")
    with transaction.atomic():
        rows = _rows(texts.iterator(), annotations, author.pk, Random(3))
        while some := list(islice(rows, ROWS_AT_ONCE)):
            insert(Annotation, COLUMNS, some)


COLUMNS = (
    *("uid", "article_id", "author_id", "start", "end", "quote", "prefix", "suffix"),
    *("text_digest", "state", "note", "note_html", "visibility", "version"),
    *("created_at", "updated_at"),
)


def _rows(
    texts: Iterator[Any], each: int, author: int, chance: Random
) -> Iterator[tuple[Any, ...]]:
    now = "2026-01-01 00:00:00"
    for article, text, digest in texts:
        for _ in range(each):
            start = chance.randrange(len(text) - 1)
            end = min(len(text), start + chance.randint(1, LONGEST))
            around = text[max(0, start - 32) : start], text[end : end + 32]
            uid = UUID(int=chance.getrandbits(128)).hex
            passage = (start, end, text[start:end], *around, digest, "exact", "", "", "shared", 1)
            yield (uid, article, author, *passage, now, now)


def _measure(environment: dict[str, str]) -> None:
    from django.db.models import F

    from articles.models import Annotation

    heading("", "last line", "CPU s", "wall s", "peak memory MB")
    _row("check", ["check_anchors", "--quiet"], environment)
    shifted = Annotation.objects.filter(pk__endswith="00", start__gt=0)
    shifted.update(start=F("start") - 1, end=F("end") - 1)
    _row("repair", ["check_anchors", "--repair", "--quiet"], environment)
    _row("check again", ["check_anchors", "--quiet"], environment)


def _row(name: str, command: list[str], environment: dict[str, str]) -> None:
    done = run([*MANAGE, *command], environment)
    last = done.output.strip().splitlines()[-1]
    line(name, last, f"{done.cpu:.0f}", f"{done.wall:.0f}", f"{done.memory / 1e6:.0f}")


if __name__ == "__main__":
    main()
