"""Kill the revision of an article with 200 annotations at random moments, and look what stands.

    python scripts/kill_revision.py --rounds 50

A process gives an article one body after another, and notes down each once it is acknowledged;
passages stay, change and go. It is killed by `kill -9`. Then the article must be wholly of one
state: body and text, the revisions before it, each annotation's place and its entry in the log, and
the index of words; and of the last state that was acknowledged, or of the one after it. SQLite must
find its file sound. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path
from random import Random

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.acknowledged import halves
from scripts.archive_contents import damages
from scripts.archives import new_archive
from scripts.children import load_django, result_of, started
from scripts.populating import paragraph, populate

ANNOTATIONS = 200
PARAGRAPHS = 60
LONGEST = 2.0  # seconds that it may revise; once takes a few tenths
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    given = parser.parse_args()
    random = Random(given.seed)
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory(prefix="newsroom-kill.") as folder:
        url = new_archive(Path(folder), "revision")
        load_django(url)
        [article] = result_of(populate, 1, 1)
        result_of(annotate, article, given.seed)
        wrong = sum(
            _round(number, url, Path(folder), article, random)
            for number in range(1, given.rounds + 1)
        )
    print(f"{given.rounds} rounds, {wrong} with something wrong")
    sys.exit(1 if wrong else 0)


def _round(number: int, url: str, folder: Path, article: int, random: Random) -> bool:
    notes = folder / str(number)
    reviser = started(revise_for_ever, article, notes)
    while not notes.exists():
        time.sleep(0.002)
    time.sleep(random.uniform(0, LONGEST))
    broken = ["the reviser ended by itself"] if reviser.exitcode is not None else []
    reviser.kill()
    reviser.join()
    lines = notes.read_text(encoding="utf-8").splitlines(keepends=True)
    acknowledged = [int(line) for line in lines if line.endswith("\n")]
    found = broken + damages(url) + result_of(faults, article, acknowledged[-1])
    print(f"round {number}: state {acknowledged[-1]} acknowledged; {len(found)} faults", flush=True)
    for fault in found[:SHOWN]:
        print(f"  {fault}")
    return bool(found)


def body(state: int) -> str:
    """The body of a state: it begins with its number, and no two are alike."""
    random = Random(state)
    lines = [f"Statenumber{state} begins here."]
    for line in range(PARAGRAPHS):
        match random.choice(("same", "same", "same", "edited", "gone", "before")):
            case "same":
                lines.append(paragraph(0, line))
            case "edited":
                lines.append(paragraph(0, line).replace("gulls", f"{state} herons"))
            case "before":
                lines += [f"In state {state} this came before.", paragraph(0, line)]
    return "\n".join(lines)


def annotate(key: int, seed: int) -> None:
    """Put the article into its first state, and annotations on it."""
    from django.contrib.auth.models import User

    from articles.actions.annotations import annotate
    from articles.actions.articles import revise
    from articles.models import Article

    random = Random(seed)
    person = User.objects.get(username="person0")
    article = revise(article=Article(pk=key), body=body(0), by=person, reason="the first state")
    for number in range(ANNOTATIONS):
        start = random.randrange(len(article.text) - 200)
        annotate(
            article=article,
            author=person,
            start=start,
            end=start + random.randrange(1, 200),
            tags=[f"Tag {number % 10}"],
            note=f"Note {number}",
        )


def revise_for_ever(key: int, notes: Path) -> None:
    """Revise, and write down the number of each state that was acknowledged."""
    from articles.actions.articles import revise
    from articles.models import Article

    article = Article.objects.get(pk=key)
    state = _state(article)
    descriptor = os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.write(descriptor, f"{state}\n".encode())
    while True:
        state += 1
        revise(article=article, body=body(state), by=None, reason=f"state {state}")
        os.write(descriptor, f"{state}\n".encode())


def faults(key: int, acknowledged: int) -> list[str]:
    """What of the article is not of one state, the last acknowledged one or the one after it."""
    from articles.models import Annotation, Article, Revision
    from articles.search import Criteria, backend, parse

    article = Article.objects.get(pk=key)
    state = _state(article)
    found = halves()
    if state not in (acknowledged, acknowledged + 1):
        found.append(f"state {state} stands, and {acknowledged} was acknowledged")
    if article.body != body(state) or article.text != body(state):
        found.append("the body is of no one state")
    revisions = Revision.objects.filter(article=article).order_by("number")
    numbers = list(revisions.values_list("number", flat=True))
    if numbers != list(range(1, article.revision)):
        found.append(f"revisions {numbers} before {article.revision}")
    if state and revisions.values_list("body", flat=True).last() != body(state - 1):
        found.append("the last revision is not the state before")
    if Annotation.objects.filter(article=article).count() != ANNOTATIONS:
        found.append("annotations have gone")
    for other in (state - 1, state, state + 1):
        words = Criteria(parse(f"statenumber{other}"))
        hits = backend().docids(words, order="newest", offset=0, limit=5)
        if hits != ([article.docid] if other == state else []):
            found.append(f"the index finds {hits} in state {other}")
    return found


def _state(article: object) -> int:
    first = str(getattr(article, "body", "")).partition(" ")[0]
    return int(first.removeprefix("Statenumber"))


if __name__ == "__main__":
    main()
