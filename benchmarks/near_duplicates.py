"""Which articles are found to say nearly the same, and what finding them costs.

    CORPUS=<folder with corpus/ and revisions.jsonl.gz> python -m benchmarks.near_duplicates
    python -m benchmarks.near_duplicates --rows 4000000

The first prints, for real pairs of old and new texts and for articles edited here, the share whose
sketches meet (with shingles of five words as features too), and for several likenesses that make
two texts nearly the same, how many are so much alike and how many of those are found; then the
likeness of all pairs of different articles that meet. The second fills the tables with that many
rows of other articles, in a temporary SQLite file, and times batches of new ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from random import Random
from zlib import crc32

from articles.importers import ArticleDraft, read
from articles.likeness import likeness, sketch
from articles.likeness.sketch import SIZE
from articles.rendering import render
from benchmarks.measuring import heading, line
from benchmarks.site import configure

THRESHOLDS = (0.5, 0.6, 0.7, 0.8)
BATCH = 500
Edit = Callable[[str, Random], str]
Pairs = list[tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, help="fill the tables, and time a batch")
    given = parser.parse_args()
    if given.rows:
        _measure_batch(given.rows)
    else:
        _measure_finding(Path(os.environ["CORPUS"]))


def words(share: float) -> Edit:
    """A share of the words replaced by others of the text, left out or followed by others."""

    def edit(text: str, chance: Random) -> str:
        parts = re.split(r"(\W+)", text)
        for place in range(0, len(parts), 2):
            if parts[place] and chance.random() < share:
                other = chance.choice(parts[::2])
                parts[place] = chance.choice((other, other, "", f"{parts[place]} {other}"))
        return "".join(parts)

    return edit


def first_half(text: str, chance: Random) -> str:
    lines = text.split("\n")
    return "\n".join(lines[: max(1, len(lines) // 2)])


def reordered(text: str, chance: Random) -> str:
    """The paragraphs in another order, a fifth of them left out."""
    lines = [one for one in text.split("\n") if chance.random() < 0.8]
    chance.shuffle(lines)
    return "\n".join(lines)


def framed(text: str, chance: Random) -> str:
    """Another headline, and the lines that a site puts around its articles."""
    top = "Breaking news from around the world\nShare this story with friends and family"
    end = "Read more of our reporting here\nSubscribe to our daily letter, free of charge"
    return f"{top}\n{words(0.02)(text, chance)}\n{end}"


EDITS: dict[str, Edit] = {
    "2 % of the words": words(0.02),
    "5 % of the words": words(0.05),
    "10 % of the words": words(0.1),
    "20 % of the words": words(0.2),
    "first half": first_half,
    "reordered": reordered,
    "framed": framed,
}


def shingles(text: str) -> tuple[int, ...]:
    """What `sketch` would be with shingles of five words as features."""
    told = re.findall(r"\w+", text.lower())
    starts = range(max(1, len(told) - 4))
    return tuple(sorted({crc32(" ".join(told[at : at + 5]).encode()) for at in starts})[:SIZE])


def _measure_finding(corpus: Path) -> None:
    items = read([str(corpus / "corpus" / "articles")])
    texts = [render(one.body, one.markup).text for one in items if isinstance(one, ArticleDraft)]
    with gzip.open(corpus / "revisions.jsonl.gz", "rt", encoding="utf-8") as lines:
        revised = [json.loads(one) for one in lines]
    alike = [cell for at in THRESHOLDS for cell in (f"alike ≥ {at}", "of those found")]
    heading("in per cent", "pairs", "sketches meet", "shingles meet", *alike)
    _row("real revisions", [(one["old_text"], one["new_text"]) for one in revised])
    for name, edit in EDITS.items():
        chance = Random(8)
        _row(name, [(text, edited) for text in texts if (edited := edit(text, chance)).strip()])
    heading("different articles that meet, of all pairs, and their likeness")
    met = [(one, other) for one, other in combinations(texts, 2) if _meet(sketch, one, other)]
    likenesses = sorted((likeness(one, other) for one, other in met), reverse=True)
    shown = ", ".join(f"{one:.2f}" for one in likenesses[:6])
    line(f"{len(met)} of {len(texts) * (len(texts) - 1) // 2:,}: {shown}, …")
    for name, method in (("sketch", sketch), ("shingles", shingles)):
        began = time.process_time()
        for text in texts:
            method(text)
        took = (time.process_time() - began) / len(texts)
        size = sum(map(len, texts)) / len(texts)
        line(f"{name}: {1e6 * took:.0f} µs a text of {size:,.0f} code points")


def _row(name: str, pairs: Pairs) -> None:
    number = len(pairs)
    meeting = [_meet(sketch, one, other) for one, other in pairs]
    alike = [likeness(one, other) for one, other in pairs]
    shares = []
    for at in THRESHOLDS:
        so_much = [met for a, met in zip(alike, meeting, strict=True) if a >= at]
        shares += [_percent([True] * len(so_much), number), _percent(so_much, len(so_much))]
    by_shingles = (_meet(shingles, one, other) for one, other in pairs)
    line(name, str(number), _percent(meeting, number), _percent(by_shingles, number), *shares)


def _meet(method: Callable[[str], tuple[int, ...]], one: str, other: str) -> bool:
    return bool(set(method(one)) & set(method(other)))


def _percent(found: Iterable[bool], number: int) -> str:
    return f"{100 * sum(found) / number:.1f}" if number else "–"


def _measure_batch(rows: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-near."))
    try:
        configure(f"sqlite:///{folder / 'archive.sqlite3'}")
        import django

        django.setup()
        _time_batches(rows)
    finally:
        shutil.rmtree(folder)


def _time_batches(rows: int) -> None:
    from django.core.management import call_command
    from django.db import transaction

    from articles.actions import near_duplicates
    from articles.actions.inserting import insert
    from articles.models import Feature
    from benchmarks import generate

    call_command("migrate", verbosity=0)
    chance = Random(1)
    for start in range(0, rows, 100_000):
        some = range(start, min(start + 100_000, rows))
        numbers = sorted(chance.getrandbits(63) for _ in some)
        with transaction.atomic():
            insert(
                Feature,
                ("value", "article_id"),
                zip(numbers, (n // SIZE for n in some), strict=True),
            )
    texts = [body.decode() for _, body in generate.articles(21 * BATCH)]
    took = []
    for start in range(0, len(texts), BATCH):
        batch = {rows + start + at: text for at, text in enumerate(texts[start : start + BATCH])}
        began = time.process_time()
        with transaction.atomic():
            near_duplicates.enter(batch)
        took.append((time.process_time() - began) / BATCH)
    heading(f"with {rows:,} rows in the table")
    line(f"{1e6 * sorted(took)[len(took) // 2]:.0f} µs CPU an article, its transaction included")


if __name__ == "__main__":
    main()
