"""How long a crowded article takes: on the server, and in Chromium.

    python benchmarks/annotating.py [--browser] [--profile]

Figures are CPU milliseconds of the server through all middleware, medians, and units: one rendering
of the first 2.5 kB of the same article by Python-Markdown alone in the same run. With CORPUS set
the article is one of it, else it is made of fixtures/. `--browser` serves the same archive with
granian (static files are collected for it) and opens it in Chromium with nothing cached.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import pstats
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import markdown

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import crowd
from benchmarks.measuring import heading, line, timed
from benchmarks.site import Site, configure

NUMBERS = (0, 100, 1_000, 5_000)
MANY = 1_000
GOALS = {1_000: 12.0, 5_000: 40.0}  # units, to open
GOAL_ADD, GOAL_ADD_KB = 5.0, 20.0
UNIT_SIZE = 2_500  # code points
DATA = {"HTTP_ACCEPT": "application/json"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--browser", action="store_true", help="measure Chromium too")
    parser.add_argument("--profile", action="store_true", help="tell where the time goes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-crowd.") as folder:
        environment = configure(f"sqlite:///{folder}/crowd.sqlite3")
        site = Site()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        crowded = list(crowd.build(NUMBERS))
        article = crowded[0].article
        person = Person(site, "person0")
        unit = _unit(article.body)
        print(f"unit: {unit:.2f} ms; text of {len(article.text):,} code points")
        _measure_opening(person, crowded, unit)
        _measure_changes(person, crowded, unit)
        if given.profile:
            _profile(person, crowded)
        if given.browser:
            from benchmarks.crowd_in_browser import measure

            addresses = {one.number: one.article.get_absolute_url() for one in crowded}
            measure(environment, person.session, addresses)


class Person:
    """Somebody logged in, with what forms need."""

    def __init__(self, site: Site, name: str) -> None:
        from django.conf import settings
        from django.contrib.auth.models import User
        from django.test import Client

        client = Client()
        client.force_login(User.objects.get(username=name))
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.site = site
        self.token = "a" * 32
        self._cookies = (
            f"{settings.SESSION_COOKIE_NAME}={self.session}; "
            f"{settings.CSRF_COOKIE_NAME}={self.token}"
        )

    def get(self, address: str, **headers: str) -> Any:
        return self.site.get(address, HTTP_COOKIE=self._cookies, **headers)

    def post(self, address: str, fields: dict[str, Any], **headers: str) -> Any:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}, doseq=True)
        answer = self.site.post(address, body.encode(), HTTP_COOKIE=self._cookies, **headers)
        assert answer.status in (200, 201), f"{address} answered {answer.status}: {answer.body!r}"
        return answer


def _unit(body: str) -> float:
    parser = markdown.Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    return timed(lambda _: parser.reset().convert(body[:UNIT_SIZE]), 61).cpu


def _measure_opening(person: Person, crowded: list[crowd.Crowded], unit: float) -> None:
    heading("Open", "CPU ms", "units", "goal", "compressed: CPU ms", "units", "kB", "compressed kB")
    for one in crowded:
        _open(person, one, unit)


def _open(person: Person, one: crowd.Crowded, unit: float) -> None:
    address = one.article.get_absolute_url()
    plain = timed(lambda _: person.get(address), 11).cpu
    zipped = timed(lambda _: person.get(address, HTTP_ACCEPT_ENCODING="gzip"), 11).cpu
    body = person.get(address).body
    line(
        f"{one.number:,} highlights",
        f"{plain:.1f}",
        f"{plain / unit:.1f}",
        f"{GOALS[one.number]:g}" if one.number in GOALS else "",
        f"{zipped:.1f}",
        f"{zipped / unit:.1f}",
        f"{len(body) / 1000:.0f}",
        f"{len(gzip.compress(body, 6)) / 1000:.0f}",
    )


def _measure_changes(person: Person, crowded: list[crowd.Crowded], unit: float) -> None:
    heading("Change one", "CPU ms", "units", "goal", "kB", "compressed kB")
    for one in crowded:
        if one.number != 100:
            _change(person, one, unit)


def _change(person: Person, one: crowd.Crowded, unit: float) -> None:
    article, number = one.article, f"{one.number:,}"
    goal = f"{GOAL_ADD:g} units, {GOAL_ADD_KB:g} kB" if one.number == MANY else ""
    made: list[dict[str, Any]] = []
    _line(f"add one to {number}", lambda turn: _add(person, article, turn, made), unit, goal)
    edited, deleted = iter(list(made)), iter(list(made))
    _line(f"edit one of {number}", lambda _: _edit(person, next(edited)), unit)
    _line(f"delete one of {number}", lambda _: _delete(person, next(deleted)), unit)
    news = f"/articles/{article.pk}/news/?since={made[-1]['latest']}"
    _line(f"ask for news of {number}", lambda _: person.get(news, **DATA), unit)
    if one.number:
        some = _some_keys(article, 20, [one["id"] for one in made])
        cards = f"/articles/{article.pk}/cards/?{urlencode({'id': some}, doseq=True)}"
        _line(f"20 cards of {number}", lambda _: person.get(cards), unit)


def _some_keys(article: Any, number: int, but: list[int]) -> list[int]:
    keys = article.annotations.exclude(pk__in=but).order_by("pk")
    return list(keys.values_list("pk", flat=True)[:number])


def _post(person: Person, address: str, fields: dict[str, Any]) -> Any:
    return person.post(address, fields, **DATA)


def _edit(person: Person, one: dict[str, Any]) -> Any:
    fields = {"version": 1, "tags": "Code number 3", "note": "Changed.", "visibility": "shared"}
    return _post(person, f"/annotations/{one['uid']}/edit/", fields)


def _delete(person: Person, one: dict[str, Any]) -> Any:
    return _post(person, f"/annotations/{one['uid']}/delete/", {})


def _add(person: Person, article: Any, turn: int, made: list[dict[str, Any]]) -> Any:
    chance = Random(turn)
    start = chance.randrange(len(article.text) - crowd.LONGEST)
    fields = {
        "start": start,
        "end": start + chance.randint(crowd.SHORTEST, crowd.LONGEST),
        "tags": f"Code number {chance.randrange(crowd.TAGS)}",
        "note": "",
        "visibility": "shared",
        "uid": str(uuid.uuid4()),
    }
    answer = _post(person, f"/articles/{article.pk}/annotations/", fields)
    made.append(json.loads(answer.body))
    return answer


def _line(name: str, work: Callable[[int], Any], unit: float, goal: str = "") -> None:
    answers: list[Any] = []
    took = timed(lambda turn: answers.append(work(turn)), 21).cpu
    sizes = sorted(len(answer.body) for answer in answers)
    zipped = sorted(len(gzip.compress(answer.body, 6)) for answer in answers)
    line(
        name,
        f"{took:.1f}",
        f"{took / unit:.1f}",
        goal,
        f"{sizes[len(sizes) // 2] / 1000:.1f} (most {sizes[-1] / 1000:.1f})",
        f"{zipped[len(zipped) // 2] / 1000:.1f} (most {zipped[-1] / 1000:.1f})",
    )


def _profile(person: Person, crowded: list[crowd.Crowded]) -> None:
    article = next(one.article for one in crowded if one.number == MANY)
    address = article.get_absolute_url()
    made: list[dict[str, Any]] = []
    works: dict[str, Callable[[int], object]] = {
        "open 1,000": lambda _: person.get(address),
        "add one to 1,000": lambda turn: _add(person, article, turn + 100, made),
    }
    for name, work in works.items():
        work(0)
        profile = cProfile.Profile()
        profile.enable()
        for turn in range(20):
            work(turn)
        profile.disable()
        print(f"\n{name}, 20 times\n")
        stats: Any = pstats.Stats(profile)
        stats.sort_stats("cumulative").print_stats(r"articles/|template/|db/", 45)


if __name__ == "__main__":
    main()
