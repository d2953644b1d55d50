"""What rendering costs, in the unit of one bare Python-Markdown rendering of the same 2.5 kB.

    python benchmarks/rendering.py [--hostile N]

prints CPU times: of a plain and of a Markdown article of 2.5 kB, of the parts of the latter, and of
the slowest of the hostile bodies: those listed here, and N more of repeated random motifs (seeded).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time
from timeit import Timer

import markdown

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from articles.rendering import count_words, render, render_note
from articles.rendering.converter import LONGEST, markdown_html
from articles.rendering.safe_html import safe_html
from articles.rendering.visible_text import visible_text

SIZE = 2500  # code points
SENTENCE = "The harbour of Lunby stays as it is, open in the morning and closed at noon. "
SECTION = (
    "## About *the* harbour\n\n"
    f'{SENTENCE * 3}It [says so](https://example.org/harbour?page=2 "here") in the **rules**.\n\n'
    f"- {SENTENCE}\n- `code` & {SENTENCE}\n\n> {SENTENCE}\n\n"
)
MOTIFS = (
    "[a",
    "[ a_",
    "[ (](",
    "[",
    "![[",
    "[a][",
    "a <![CDATA[",
    "`",
    "1. ",
    "> ",
    "- ",
    "_*_*",
    "<a ",
    "[a](<",
    '[a](b "',
    "[a]: b\n",
    "<div>",
    "<b><p>",
    "<table>",
    "<!--",
    "<script ",
    "&",
    "\\",
    "`a`|",
    "|a|b\n|-|-|\n",
    "```a\n",
    "# a\n",
    "a\n\n",
    "- a\n",
    "***\n",
    "    a\n\n",
    "a\n=\n",
    "\xa0",
)
PIECES = [
    *"[ ] ( ) < > * _ ` ~ # - + 1. | \\ & ! \" ' = : / a b é 中".split(),
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    *"<div> </div> <b> </b> <p> <table> <tr> <td> <ul> <li> <pre> <!-- --> <![CDATA[".split(),
    *"<script> </a> <img <a&nbsp; &# ``` ~~~ --- *** [^a] ]( ![ |-| http://a.b a@b.c".split(),
    *"<blockquote> <dd> <h1>".split(),
]
SIZES = (20_000, LONGEST)


def microseconds(call: Callable[[], object]) -> float:
    """The CPU time of a call: the best of five rounds."""
    timer = Timer(call, timer=process_time)
    rounds = max(1, int(0.2 / max(timer.timeit(1), 1e-6)))
    return min(timer.repeat(5, rounds)) / rounds * 1e6


def show(name: str, cost: float, unit: float) -> None:
    print(f"{name:45} {cost:10.1f} µs {cost / unit:8.3f} units")


def measure_articles() -> None:
    plain = (SENTENCE * 3 + "\n") * 20
    plain = plain[:SIZE]
    source = (SECTION * 10)[:SIZE]
    bare = markdown.Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    unit = microseconds(lambda: bare.reset().convert(source))
    show("bare Python-Markdown, converter reused", unit, unit)
    show("plain article", microseconds(lambda: render(plain, "plain")), unit)
    show("Markdown article", microseconds(lambda: render(source)), unit)
    html = markdown_html(source)
    show("  of it: to HTML", microseconds(lambda: markdown_html(source)), unit)
    show("  of it: cleaned and tidied", microseconds(lambda: safe_html(html)), unit)
    safe = safe_html(html)
    show("  of it: text", microseconds(lambda: visible_text(safe)), unit)
    note = f"I *doubt* it: see [the rules](https://example.org/rules).\n{SENTENCE}"
    show("note of two lines", microseconds(lambda: render_note(note)), unit)
    show("count_words, 2.5 kB of ASCII", microseconds(lambda: count_words(plain)), unit)


def hostile_bodies(generated: int) -> dict[str, str]:
    random = Random(1)
    motifs = [*MOTIFS]
    motifs += ["".join(random.choices(PIECES, k=random.randint(1, 8))) for _ in range(generated)]
    bodies = {
        f"{motif!r} × {size // len(motif)}": (motif * (size // len(motif) + 1))[:size]
        for motif in motifs
        for size in SIZES
    }
    return bodies | {"100,000 brackets": "[" * 100_000, "a line of 5 MB": "word *a* " * 555_555}


def measure_hostile(generated: int) -> None:
    times = {}
    for name, body in hostile_bodies(generated).items():
        begun = process_time()
        render(body)
        times[name] = process_time() - begun
    print(f"slowest of {len(times)} hostile bodies, CPU seconds:")
    for name in sorted(times, key=lambda name: -times[name])[:8]:
        print(f"  {times[name]:.2f}  {name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--hostile", type=int, default=200, metavar="N", help="generated motifs")
    arguments = parser.parse_args()
    measure_articles()
    measure_hostile(arguments.hostile)
