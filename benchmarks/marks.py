"""How long marks take, and how large they are: ``python -m benchmarks.marks``.

Articles of three sizes, made of the archive in ``fixtures/``, with passages of 20 to 200 characters
at random places, so that they overlap. The unit is one rendering of the smallest article by
Python-Markdown alone in the same run: it makes figures of different machines comparable.
CPU time, median of the repetitions.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import markdown

from articles.rendering import render
from articles.rendering.marks import Span, mark

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
COLOURS = "rose brick sand olive leaf mint teal cyan blue indigo violet plum".split()
REPETITIONS = 15


def main() -> None:
    """Print a line for each size of article and number of annotations."""
    bodies = [path.read_text("utf-8") for path in sorted(FIXTURES.rglob("*.md"))]
    source = "\n\n".join(bodies * 20)
    parser = markdown.Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    unit = milliseconds(lambda: parser.reset().convert(source[:2500]))
    print(f"unit: {unit:.2f} ms\n")
    print("    text    spans       ms    units       bytes    gzipped")
    for size in (2_500, 10_000, 25_000):
        article = render(source[:size])
        for count in (0, 10, 100, 1_000, 5_000):
            spans = crowd(len(article.text), count)
            took = milliseconds(partial(mark, article.html, spans))
            marked = mark(article.html, spans).encode()
            zipped = len(gzip.compress(marked, 6))
            print(
                f"{len(article.text):8,} {count:8,} {took:8.2f} {took / unit:8.1f}"
                f" {len(marked):11,} {zipped:10,}"
            )


def crowd(length: int, count: int) -> list[Span]:
    """Annotations of a text of so many characters, none to three tags each, always the same."""
    chance = Random(count)
    spans = []
    for number in range(count):
        start = chance.randrange(length - 20)
        end = min(length, start + chance.randint(20, 200))
        colours = chance.sample(COLOURS, chance.choice([0, 1, 1, 1, 2, 3]))
        label = ", ".join(f"Code {colour}" for colour in colours)
        spans.append(Span(10_000 + number, start, end, tuple(colours), label))
    return spans


def milliseconds(work: Callable[[], object]) -> float:
    """The median CPU time of the work, after a first run that does not count."""
    work()
    times = []
    for _ in range(REPETITIONS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
