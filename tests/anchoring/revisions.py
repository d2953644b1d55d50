"""Old and new texts with passages and what should become of them: ours, and those of the corpus."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from pathlib import Path

OLD = """Ferry service cut back
From Monday on, the ferry to Sandholm runs every two hours only, the harbour company said. \
Until now it ran every hour. Tickets cost the same as before.
Commuters are not amused. “I get to work an hour early or an hour late,” said Maria Lund, a teacher.
The company blames a lack of staff. Four of its ten captains have left since spring. \
It is looking for new ones, but the pay is low. A spokesman would not say how low.
The council wants to talk to the company on Thursday."""

NEW = """Ferry service cut back
Correction: an earlier version of this article said that the ferry runs every three hours.
From Monday on, the ferry to Sandholm will run only every two hours, the harbor company said. \
Until now it ran every hour.
The council wants to talk to the company on Thursday.
Commuters are not amused. "I get to work an hour early or an hour late," said Maria Lund, \
a teacher at the island's only school.
The company blames a lack of staff. Five of its ten captains have left since spring."""


@dataclass(frozen=True)
class Case:
    """`old[start:end]` should come to stand at `place`, or, if that is None, be lost."""

    old: str
    new: str
    start: int
    end: int
    want: str
    several: bool = False
    place: tuple[int, int] | None = None


def ours() -> list[Case]:
    wanted = [
        ("same", "Ferry service cut back", "Ferry service cut back"),
        ("same", "Until now it ran every hour.", "Until now it ran every hour."),
        ("same", "Commuters are not amused.", "Commuters are not amused."),
        ("same", "The company blames a lack of staff.", "The company blames a lack of staff."),
        ("same", "captains have left since spring", "captains have left since spring"),
        ("same", "Maria Lund, a teacher", "Maria Lund, a teacher"),
        (
            "edited",
            "the ferry to Sandholm runs every two hours only, the harbour company said",
            "the ferry to Sandholm will run only every two hours, the harbor company said",
        ),
        (
            "edited",
            "“I get to work an hour early or an hour late,” said Maria Lund",
            '"I get to work an hour early or an hour late," said Maria Lund',
        ),
        ("edited", "the harbour company", "the harbor company"),
        ("edited", "Four of its ten captains", "Five of its ten captains"),
        (
            "moved",
            "The council wants to talk to the company on Thursday.",
            "The council wants to talk to the company on Thursday.",
        ),
        ("gone", "Tickets cost the same as before.", None),
        ("gone", "A spokesman would not say how low.", None),
        ("gone", "the pay is low", None),
        ("gone", "before", None),
    ]
    cases = []
    for want, quote, becomes in wanted:
        place = becomes and NEW.index(becomes)
        end = None if place is None else place + len(becomes)
        start = OLD.index(quote)
        cases.append(
            Case(OLD, NEW, start, start + len(quote), want, place=(place, end) if end else None)
        )
    # "hour" and "company" stand several times in both.
    for word, before in [("hour", "ran every "), ("hour", "or an "), ("company", "The ")]:
        start, place = OLD.index(before + word), NEW.index(before + word)
        start, place = start + len(before), place + len(before)
        ends = start + len(word), place + len(word)
        cases.append(Case(OLD, NEW, start, ends[0], "same", several=True, place=(place, ends[1])))
    return cases


def corpus() -> list[dict]:
    """The pairs of the corpus; none if CORPUS is not set."""
    folder = os.environ.get("CORPUS")
    if not folder:
        return []
    with gzip.open(Path(folder) / "revisions.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def of_pair(pair: dict) -> list[Case]:
    cases = []
    for case in pair["cases"]:
        position = case["selectors"][1]
        cases.append(
            Case(
                pair["old_text"],
                pair["new_text"],
                position["start"],
                position["end"],
                case["want"],
                several=case["want"] == "same" and case["occurrences"] > 1,
                place=(case["start"], case["end"]) if "start" in case else None,
            )
        )
    return cases
