"""Annotating by http: what is sent, and what was acknowledged."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from random import Random

from scripts.serving import Answer, Person

SAVED = (201, 302)


@dataclass
class Work:
    """What several people did together; each fills it in from a thread of its own."""

    acknowledged: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def note(self, answer: Answer, accepted: tuple[int, ...]) -> None:
        """Count an answer; another than is accepted is a fault."""
        self.answers[answer.status] += 1
        self.seconds.append(answer.seconds)
        if answer.status not in accepted:
            self.faults.append(f"answered {answer.status}: {answer.body[:200]!r}")
        elif answer.status >= 500 and "retry-after" not in answer.headers:
            self.faults.append(f"answered {answer.status} without Retry-After")


def write(
    person: Person,
    articles: list[int],
    work: Work,
    *,
    random: Random,
    go_on: Callable[[], bool],
    accepted: tuple[int, ...] = SAVED,
    note_length: int = 20,
    pause: float = 0,
) -> None:
    """Annotate one article after another, with pauses in seconds between, until told to stop."""
    while go_on():
        uid = str(uuid.uuid4())
        note = f"Note {random.randrange(10**6)} ".ljust(note_length, "x")
        tags = (f"Tag {random.randrange(20)}", f"Another {random.randrange(20)}")
        start = random.randrange(400)
        form = {
            "uid": uid,
            "start": start,
            "end": start + random.randrange(1, 100),
            "note": note,
            "tags": ", ".join(tags),
            "visibility": "shared",
        }
        try:
            answer = person.post(f"/articles/{random.choice(articles)}/annotations/", form)
        except (OSError, HTTPException):
            work.unanswered += 1
            continue
        work.note(answer, accepted)
        if answer.status in SAVED:
            work.acknowledged[uid] = (note, tags)
        time.sleep(random.uniform(0, 2 * pause))
    person.leave()


def read(
    person: Person,
    addresses: list[str],
    work: Work,
    *,
    random: Random,
    go_on: Callable[[], bool],
    accepted: tuple[int, ...] = (200,),
    pause: float = 0,
) -> None:
    """Open one page after another, with pauses in seconds between, until told to stop."""
    while go_on():
        try:
            work.note(person.get(random.choice(addresses)), accepted)
        except (OSError, HTTPException):
            work.unanswered += 1
        time.sleep(random.uniform(0, 2 * pause))
    person.leave()


def together(actions: Sequence[Callable[[], None]]) -> list[threading.Thread]:
    """Start each in a thread of its own."""
    threads = [threading.Thread(target=action, daemon=True) for action in actions]
    for thread in threads:
        thread.start()
    return threads
