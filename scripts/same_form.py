"""Send the same form several times at once, and let two people change the same annotation at once.

    python scripts/same_form.py --rounds 50

By http, to a server of two processes. Each form sent eight times must make one annotation, to which
every answer leads. Of two changes begun from the same state one must be saved, and the other be
answered by 409, with both versions on the page. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.acknowledged import halves
from scripts.archive_contents import connected, damages
from scripts.archives import new_archive
from scripts.children import load_django, result_of
from scripts.populating import populate, sessions
from scripts.serving import Answer, Person, served
from scripts.writing import together

TIMES = 8
SAVED, CONFLICT = 302, 409
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="newsroom-form.") as name:
        folder = Path(name)
        url = new_archive(folder, "form")
        load_django(url)
        [article] = result_of(populate, 1, 1)
        [key] = result_of(sessions)
        with served(url, folder, workers=2) as server:
            people = [Person(server.port, key) for _ in range(TIMES)]
            for number in range(given.rounds):
                uid = str(uuid.uuid4())
                faults += _made_once(people, article, uid, number)
                faults += _told_when_stale(people[:2], uid, number)
        with connected(url) as database:
            [[rows]] = database.execute("SELECT count(*) FROM articles_annotation")
        if rows != given.rounds:
            faults.append(f"{rows} annotations of {given.rounds} forms")
        faults += damages(url) + result_of(halves)
    print(f"{given.rounds} forms sent {TIMES} times at once, and changed by two at once")
    print(f"{len(faults)} faults")
    for fault in faults[:SHOWN]:
        print(f"  {fault}")
    sys.exit(1 if faults else 0)


def _made_once(people: list[Person], article: int, uid: str, number: int) -> list[str]:
    form = {
        "uid": uid,
        "start": number % 100,
        "end": number % 100 + 20,
        "note": f"Note {number}",
        "tags": f"New {number}, Newer {number}",
        "visibility": "shared",
    }
    address = f"/articles/{article}/annotations/"
    answers = at_once([partial(person.post, address, form) for person in people])
    found = {(answer.status, answer.headers.get("location", "")) for answer in answers}
    if len(found) == 1 and found.pop()[0] == SAVED:
        return []
    return [f"form {number}: {[answer.status for answer in answers]} {found}"]


def _told_when_stale(people: list[Person], uid: str, number: int) -> list[str]:
    address = f"/annotations/{uid}/edit/"
    forms = [
        {"version": 1, "note": f"change {number} by {who}", "tags": "", "visibility": "shared"}
        for who in range(len(people))
    ]
    answers = at_once(
        [partial(person.post, address, form) for person, form in zip(people, forms, strict=True)]
    )
    if sorted(answer.status for answer in answers) != [SAVED, CONFLICT]:
        return [f"change {number}: {[answer.status for answer in answers]}"]
    page = next(answer.body for answer in answers if answer.status == CONFLICT)
    return [
        f"change {number}: {form['note']!r} is not on the page of the conflict"
        for form in forms
        if str(form["note"]) not in page
    ]


def at_once(actions: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """What each action returns; all begin together."""
    answers: list[Answer] = []
    gate = threading.Barrier(len(actions))

    def act(action: Callable[[], Answer]) -> None:
        gate.wait()
        answers.append(action())

    for thread in together([partial(act, action) for action in actions]):
        thread.join()
    return answers


if __name__ == "__main__":
    main()
