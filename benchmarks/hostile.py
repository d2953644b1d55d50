"""How long text takes that was made to take long: ``python benchmarks/hostile.py``.

CPU seconds of the slowest shapes for each thing that is done with what people send: rendering an
article, a note, reading a query, finding its words, comparing two revisions, finding a pasted
passage, every occurrence, and annotations in another text. The goal is 2 seconds for each. What
takes longer than `LIMIT` is stopped.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from types import FrameType, SimpleNamespace

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from articles.anchoring import describe, relocate
from articles.anchoring.occurrences import Wanted
from articles.anchoring.pasted import places
from articles.importers import language, markup
from articles.importers.authors import split_byline
from articles.pages.difference import difference
from articles.rendering import count_words, render, render_note
from articles.search import Matcher, parse
from articles.search.words import fold
from benchmarks.measuring import heading, line

LIMIT = 20  # seconds
GOAL = 2.0
SHOWN = 3  # of each group, the slowest
MOST_TEXT = 1_000_000  # code points of one article that occurrences are looked for in
LARGEST = 5_000_000  # bytes, as much as an article may have

SHAPES = {
    '"[a" × 6,500': "[a" * 6_500,
    '"[ a_" × 5,000': "[ a_" * 5_000,
    '"[ (](" × 8,000': "[ (](" * 8_000,
    "10 kB of nested brackets": "[" * 5_000 + "]" * 5_000,
    "10 kB of nested parentheses": "[a](" * 1_600 + ")" * 1_600,
    '33 kB of "a <![CDATA["': "a <![CDATA[" * 3_000,
    "126 kB of backticks": "`" * 126_000,
    "backticks of growing number": " ".join("`" * n for n in range(500)),
    "100,000 brackets": "[" * 100_000,
    "a line of 5 MB": "word *a* " * (LARGEST // 9),
    "a word of 5 MB": "a" * LARGEST,
    "5 MB of blank lines": "a\n\n" * (LARGEST // 3),
    "5 MB of spaces": "a" + " " * LARGEST + "b",
    "5 MB of marks": "e\u0301" * (LARGEST // 3),
    "5 MB without spaces": "東" * (LARGEST // 3),
    "5 MB of joiners": "a\u200d" * (LARGEST // 4),
    "quotes in quotes": "> " * 5_000 + "a",
    "lists in lists": "\n".join(" " * n + "- a" for n in range(0, 2_000, 2)),
    "numbers in lists": "1. " * 20_000,
    "stars": "*" * 50_000,
    "stars apart": "*a **b " * 10_000,
    "underlines": "_a" * 40_000,
    "tables": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
    "elements": "<div>" * 20_000,
    "unfinished elements": "<a " * 30_000,
    "comments": "<!--" * 30_000,
    "entities": "&" * 100_000,
    "references": "".join(f"[{n}]: /a\n" for n in range(5_000)) + "[1][2]" * 5_000,
    "headings": "# " * 20_000,
    "a rule": "- " * 50_000,
    "colons": ":" * 100_000,
    "commas": "a, " * 50_000,
    "and": "a and " * 20_000,
    "quotation marks": '"' * 100_000,
    "mixed": "*_`[<(&>#-1.\n " * 8_000,
}
QUERIES = {
    "10,000 terms": "a " * 10_000,
    "terms or terms": "ab OR " * 160,
    "quotation marks": '"' * 1_000,
    "quotation marks apart": '" a ' * 250,
    "a* × 1,000": "a*" * 1_000,
    "aaa* × 200": "aaa* " * 200,
    "not": "-" * 1_000,
    "NOT": "NOT " * 250,
    "parentheses": "(" * 500 + "a" + ")" * 499,
    "one phrase": '"' + "a " * 400 + '"',
    "fields": "title:" * 160,
    "columns": "ab:cd^*+{" * 100,
    "no spaces": "東" * 1_000,
    "marks": "e\u0301" * 500,
}
TEXTS = {
    "a a a": "a " * (LARGEST // 2),
    "aaa": "a" * LARGEST,
    "aab": "aab " * (LARGEST // 4),
    "unspaced": "東" * (LARGEST // 3),
    "marks": "e\u0301" * (LARGEST // 3),
    "spaces": " \n" * (LARGEST // 2) + "a",
}
WORDS = (
    "a",
    "a " * 60 + "b",
    "a" * 199,
    "e\u0301" * 90,
    "é" * 90,
    "東" * 199,
    "a" + " " * 190 + "b",
)


def main() -> None:
    """Print the slowest shapes of each group."""
    signal.signal(signal.SIGALRM, _stop)
    heading("Done with it", "shapes", "slowest, CPU seconds")
    for group, works in (
        ("an article rendered as Markdown", _each(lambda text: render(text))),
        ("an article rendered as plain text", _each(lambda text: render(text, "plain"))),
        ("its kind and language told, words counted and folded", _each(_recognised)),
        ("a byline split", _each(lambda text: split_byline(text[:2_000]))),
        ("a note rendered", _each(lambda text: render_note(text[:10_000]))),
        ("a query read", _queries(lambda query, _: parse(query))),
        ("its words found in a text of 5 MB", _queries(_found)),
        ("two revisions compared", _compared()),
        ("a pasted passage found", _pasted()),
        ("every occurrence found, 501 at most", _occurrences()),
        ("200 annotations found in another text", _relocated()),
    ):
        _report(group, works)


Work = tuple[str, Callable[[], object]]


def _each(work: Callable[[str], object]) -> Iterator[Work]:
    for name, text in SHAPES.items():
        yield name, partial(work, text)


def _recognised(text: str) -> None:
    markup.recognise(text)
    language.guess(text)
    count_words(text)
    fold(text)


def _queries(work: Callable[[str, str], object]) -> Iterator[Work]:
    for name, query in QUERIES.items():
        for kind, text in TEXTS.items():
            yield f"{name}, {kind}", partial(work, query, text)


def _found(query: str, text: str) -> None:
    Matcher(parse(query)).spans(text)


def _compared() -> Iterator[Work]:
    pairs = {
        "lines of one letter, by turns": ("a\nb\n" * 1_200, "b\na\nc\n" * 800),
        "the same line, and one more": ("a\n" * 2_499, "a\n" * 2_500),
        "lines in another order": (
            "\n".join(str(n) for n in range(2_400)),
            "\n".join(str(n) for n in reversed(range(2_400))),
        ),
        "half of the lines changed": (
            "\n".join(f"{n % 7}" for n in range(2_400)),
            "\n".join(f"{n % 7}" if n % 2 else f"x{n}" for n in range(2_400)),
        ),
        "one line of letters by turns": ("a b " * 370, "b a c " * 240),
        "500 such lines": ("\n".join(["a b " * 370] * 500), "\n".join(["b a c " * 240] * 500)),
        "2,000 lines of 100 words": (
            "\n".join(f"{n} " + "a b " * 50 for n in range(2_000)),
            "\n".join(f"{n}x " + "b a " * 50 for n in range(2_000)),
        ),
        "brackets": ("[" * 100_000, "[" * 99_999 + "("),
    }
    for name, text in SHAPES.items():
        pairs[name] = (text, text[: len(text) // 2] + " x " + text[len(text) // 2 :])
    for name, (old, new) in pairs.items():
        yield name, partial(difference, _state(old), _state(new))


def _state(body: str) -> SimpleNamespace:
    same = {"title": "", "byline": "", "source_name": "", "url": "", "published_at": None}
    return SimpleNamespace(body=body, markup="plain", **same)


def _pasted() -> Iterator[Work]:
    passages = {
        "not there": "b" * 100_000,
        "nearly there": "a " * 49_999 + "b",
        "brackets": "[" * 99_999,
        "short": "xyzzy of nothing",
        "spaces": "a" + " " * 99_000 + "b",
        "words": "the cat and a dog " * 5_000,
    }
    for kind, text in (TEXTS | SHAPES).items():
        for name, passage in passages.items():
            yield f"{name}, in {kind}", partial(places, text, passage)


def _occurrences() -> Iterator[Work]:
    for kind, text in (TEXTS | SHAPES).items():
        for words in WORDS:
            for within in (False, True):
                wanted = Wanted(words, within_words=within)
                name = f"{words[:6]!r}… in {kind}"
                yield name, partial(_first, wanted, text[:MOST_TEXT])


def _first(wanted: Wanted, text: str) -> None:
    for number, _ in enumerate(wanted.places(text)):
        if number == 500:
            return


def _relocated() -> Iterator[Work]:
    for name, text in (TEXTS | SHAPES).items():
        step = max(1, len(text) // 201)
        anchors = [
            describe(text, at, min(len(text), at + 40)) for at in range(0, len(text) - 1, step)
        ][:200]
        changed = text[: len(text) // 3] + " x " + text[len(text) // 3 : -1] + "y"
        for kind, new in (("a little changed", changed), ("all other", "b c " * (len(text) // 4))):
            yield f"{name}, {kind}", partial(relocate, text, new, anchors)


class _TooLong(Exception):
    """It takes longer than `LIMIT`."""


def _stop(_: int, __: FrameType | None) -> None:
    raise _TooLong


def _report(group: str, works: Iterator[Work]) -> None:
    times: dict[str, float] = {}
    for name, work in works:
        began = process_time()
        signal.alarm(LIMIT)
        try:
            work()
        except _TooLong:
            pass
        finally:
            signal.alarm(0)
        times[name] = process_time() - began
    slowest = sorted(times, key=lambda name: -times[name])
    over = sum(took > GOAL for took in times.values())
    shown = "; ".join(f"{times[name]:.2f} {name}" for name in slowest[: max(SHOWN, min(over, 12))])
    line(group, str(len(times)), shown + (f" (**{over} over {GOAL:g}**)" if over else ""))


if __name__ == "__main__":
    main()
