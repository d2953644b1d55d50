"""Random annotations and hits, as crowded as is asked for."""

from __future__ import annotations

from random import Random

from articles.rendering.marks import Span

COLOURS = "rose brick sand olive leaf mint teal cyan blue indigo violet plum".split()


def random_spans(chance: Random, length: int, count: int) -> list[Span]:
    """Passages of up to 200 code points, with none to three tags, in a text of that length."""
    spans = []
    for number in range(count):
        start = chance.randrange(length)
        end = min(length, start + chance.randint(1, 200))
        colours = chance.sample(COLOURS, chance.choice([0, 1, 1, 1, 2, 3]))
        label = ", ".join(f"Code {colour}" for colour in colours)
        spans.append(Span(1000 + number, start, end, tuple(colours), label))
    return spans


def random_hits(chance: Random, length: int, count: int) -> list[tuple[int, int]]:
    """Words that were searched for: disjoint ranges in order."""
    places = sorted(chance.sample(range(length + 1), min(2 * count, length // 2 * 2)))
    return list(zip(places[::2], places[1::2], strict=True))
