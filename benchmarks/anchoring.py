"""Where annotations are after a revision: right places, and time, against simpler methods.

    CORPUS=<folder with revisions.jsonl.gz> python -m benchmarks.anchoring

Prints, for the cases that come with the pairs of old and new texts and for random passages of them
(either direction), the share of right answers by what became of a passage: see anchoring_truth.
The thresholds were chosen on the pairs of even number (the first table); the tables after it are
about the pairs of odd number and about edits made here (see anchoring_edits). Right is: for `same`
and `moved` the very place; for `edited` an overlap of half the longer of the two; for `ends` (of
lightly edited passages) at most one word off at either end; for `gone` that it is lost.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz

from articles.anchoring import Anchor, Relocation, describe, locate, projection, relocate, tidying
from benchmarks.anchoring_edits import foreign_sentences, other_scripts, revisions
from benchmarks.anchoring_truth import TOKEN, Passage, Truth, passages

Method = Callable[[str, str, list[Anchor]], list[Relocation]]
Pair = tuple[str, str, list[Passage]]
KINDS = ("same", "several", "edited", "ends", "moved", "gone")
PASSAGES = 100  # of each text


def exact_find(old: str, new: str, anchors: list[Anchor]) -> list[Relocation]:
    """The first place where the quote stands."""
    places = [new.find(anchor.quote) for anchor in anchors]
    return [
        Relocation("exact", place, place + len(anchor.quote), 1.0)
        if place >= 0
        else Relocation("lost", None, None, 0.0)
        for place, anchor in zip(places, anchors, strict=True)
    ]


def partial_ratio(old: str, new: str, anchors: list[Anchor]) -> list[Relocation]:
    """The window of the quote's length that rapidfuzz finds the most similar, from 70 % on."""
    found = []
    for anchor in anchors:
        window = fuzz.partial_ratio_alignment(anchor.quote, new, score_cutoff=70)
        if window is None or window.dest_start == window.dest_end:
            found.append(Relocation("lost", None, None, 0.0))
        elif new[window.dest_start : window.dest_end] == anchor.quote:
            found.append(Relocation("exact", window.dest_start, window.dest_end, 1.0))
        else:
            score = min(0.99, window.score / 100)
            found.append(Relocation("moved", window.dest_start, window.dest_end, score))
    return found


def without_old_text(old: str, new: str, anchors: list[Anchor]) -> list[Relocation]:
    return [locate(new, anchor) for anchor in anchors]


METHODS: dict[str, Method] = {
    "relocate": relocate,
    "locate (new text only)": without_old_text,
    "exact find": exact_find,
    "partial_ratio ≥ 70": partial_ratio,
}


class Score:
    """Right answers and answers, by kind; and the time they took."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.seconds = 0.0

    def add(self, method: Method, pairs: Iterable[Pair]) -> Score:
        for old, new, wanted in pairs:
            anchors = [describe(old, passage.start, passage.end) for passage in wanted]
            begun = time.perf_counter()
            found = method(old, new, anchors)
            self.seconds += time.perf_counter() - begun
            for passage, relocation in zip(wanted, found, strict=True):
                kind = "several" if passage.several else passage.want
                right = is_right(passage, relocation)
                self.count(kind, right)
                if right and passage.want == "edited" and passage.light:
                    self.count("ends", ends_fit(passage, relocation, new))
        return self

    def count(self, kind: str, right: bool) -> None:
        self.all[kind] += 1
        self.right[kind] += right

    def line(self, name: str) -> str:
        cells = (
            f"{100 * self.right[kind] / self.all[kind]:.2f} ({self.all[kind]})"
            if self.all[kind]
            else "–"
            for kind in KINDS
        )
        answers = sum(self.all.values()) - self.all["ends"]
        each = 1000 * self.seconds / answers if answers else 0
        return f"| {name} | {' | '.join(cells)} | {each:.2f} |"


def is_right(passage: Passage, found: Relocation) -> bool:
    if found.start is None or found.end is None or passage.want == "gone":
        return found.state == "lost" and passage.want == "gone"
    place = found.start, found.end
    if passage.want != "edited":
        return place == passage.place
    return max(overlap(place, passage.place), overlap(place, passage.outer)) >= 0.5


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / max(one[1] - one[0], other[1] - other[0], 1)


def ends_fit(passage: Passage, found: Relocation, new: str) -> bool:
    """Whether either end lies between the inner and the outer place, or one word from them."""
    for place, ends in zip(
        (found.start, found.end), zip(passage.place, passage.outer, strict=True), strict=True
    ):
        assert place is not None
        low, high = min(ends), max(ends)
        off = new[place:low] if place < low else new[high:place]
        if len(TOKEN.findall(off)) > 1:
            return False
    return True


def random_passages(rows: list[dict[str, Any]]) -> tuple[list[Pair], int]:
    """Passages of the old texts in the new ones and the reverse; how many were left out."""
    found: list[Pair] = []
    left_out = 0
    for number, row in enumerate(rows):
        for old, new in ((row["old_text"], row["new_text"]), (row["new_text"], row["old_text"])):
            every = list(passages(Truth(old, new), Random(f"{number} {len(old)}"), PASSAGES))
            known = [passage for passage in every if passage]
            left_out += len(every) - len(known)
            found.append((old, new, known))
    return found, left_out


def given_cases(rows: list[dict[str, Any]]) -> list[Pair]:
    found = []
    for row in rows:
        wanted = []
        for case in row["cases"]:
            position = case["selectors"][1]
            place = case.get("start", 0), case.get("end", 0)
            several = case.get("occurrences", 1) > 1 and case["want"] == "same"
            wanted.append(
                Passage(position["start"], position["end"], case["want"], place, place, several)
            )
        found.append((row["old_text"], row["new_text"], wanted))
    return found


def edits_made_here(
    rows: list[dict[str, Any]], others: list[dict[str, Any]], seed: int
) -> dict[str, list[Pair]]:
    """Edits of the rows' old texts, by name; what they put in comes from the other rows."""
    random = Random(seed)
    texts = [row["old_text"] for row in rows] + other_scripts(random)
    foreign = foreign_sentences([row["new_text"] for row in others])
    made: dict[str, list[Pair]] = {}
    for name, old, new, wanted in revisions(texts, foreign, random, PASSAGES // 4):
        made.setdefault(name, []).append((old, new, [passage for passage in wanted if passage]))
    return made


def flat(made: dict[str, list[Pair]]) -> list[Pair]:
    return [pair for pairs in made.values() for pair in pairs]


def heading(text: str) -> None:
    print(f"\n{text}\n\n| | {' | '.join(KINDS)} | ms |\n{'|---' * (len(KINDS) + 2)}|")


def thresholds(pairs: list[Pair]) -> None:
    """What other values than those chosen would do."""
    tried: list[tuple[Any, str, list[float]]] = [
        (projection, "ACCEPTED", [0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8]),
        (projection, "REPLACED", [0.5, 0.6, 0.7, 0.8, 0.9]),
        (tidying, "CHANCE", [0, 0.5, 1, 1.5, 2]),
    ]
    for module, name, values in tried:
        chosen = getattr(module, name)
        for value in values:
            setattr(module, name, value)
            mark = " (chosen)" if value == chosen else ""
            print(Score().add(relocate, pairs).line(f"{name} = {value}{mark}"))
        setattr(module, name, chosen)


def speed(texts: list[str]) -> None:
    """1,000 annotations on a text of 30,000 code points."""
    old, random = "\n".join(texts)[:30_000], Random(4)
    new = "An inserted sentence. " + old[:9000] + old[9100:20_000] + " and " + old[20_000:]
    starts = [random.randrange(29_000) for _ in range(1000)]
    anchors = [describe(old, start, start + random.randint(1, 900)) for start in starts]
    for name, method in METHODS.items():
        begun = time.perf_counter()
        method(old, new, anchors)
        print(f"- {name}: {time.perf_counter() - begun:.3f} s")


def main() -> int:
    folder = os.environ.get("CORPUS")
    if not folder:
        print("Set CORPUS to the folder that holds revisions.jsonl.gz.", file=sys.stderr)
        return 2
    with gzip.open(Path(folder) / "revisions.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    heading("Pairs of even number and edits of their texts: thresholds tried, percent right (of)")
    thresholds(random_passages(rows[::2])[0] + flat(edits_made_here(rows[::2], rows[1::2], 5)))
    pairs, left_out = random_passages(rows[1::2])
    heading(f"Pairs of odd number: random passages, {left_out} without truth left out")
    for name, method in METHODS.items():
        print(Score().add(method, pairs).line(name))
    heading("All pairs: the cases that come with them")
    for name, method in METHODS.items():
        print(Score().add(method, given_cases(rows)).line(name))
    made = edits_made_here(rows[1::2], rows[::2], 7)
    heading("Edits made here: relocate")
    for edit, some in made.items():
        print(Score().add(relocate, some).line(edit))
    heading("Edits made here, all together")
    for name, method in METHODS.items():
        print(Score().add(method, flat(made)).line(name))
    print("\n1,000 annotations on 30,000 code points\n")
    speed([row["old_text"] for row in rows])
    return 0


if __name__ == "__main__":
    sys.exit(main())
