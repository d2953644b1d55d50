"""An archive in which payloads stand in every field that people or files can fill."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from articles.actions.annotations import annotate, reply
from articles.actions.articles import change
from articles.actions.codebook import change_tag
from articles.actions.importing import Import
from articles.actions.refusal import Refused
from articles.importers import read
from articles.models import Annotation, Article, Tag
from articles.rendering import normalise
from tests.factories import make_user

DAY = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


@dataclass
class Poisoned:
    """What is there of one payload; what refused it is not."""

    payload: str
    article: Article
    annotation: Annotation
    tag: Tag | None = None


@dataclass
class World:
    editor: User
    admin: User
    all: list[Poisoned] = field(default_factory=list)


def build(payloads: dict[str, str], folder: Path) -> World:
    """An archive with an article for each payload, which came by an import."""
    world = World(make_user("editor", username="editor"), make_user("admin", username="admin"))
    file = folder / "poisoned.jsonl"
    records = [record(number, payload) for number, payload in enumerate(payloads.values())]
    file.write_text("".join(f"{json.dumps(one)}\n" for one in records))
    run = Import()
    for outcome in run.run(read([str(file)])):
        assert outcome is not None
    for number, payload in enumerate(payloads.values()):
        article = Article.objects.get(url_key__endswith=f"//a.example/number-{number}")
        world.all.append(poison(world, article, payload))
    return world


def record(number: int, payload: str) -> dict[str, Any]:
    markup = "markdown" if number % 2 else "plain"
    return {
        "title": f"Title {payload}",
        "published_at": (DAY + dt.timedelta(days=number)).isoformat(),
        "authors": [f"Author {payload}", payload],
        "source": f"Source {payload}",
        "url": f"https://a.example/number-{number}",
        "body": f"The ferry sails.\n\nBody {payload}\n\nIt came back.",
        "markup": markup,
        "language": payload if number % 3 == 0 else "en",
    }


def poison(world: World, article: Article, payload: str) -> Poisoned:
    """Annotate, tag, answer and revise an article, with the payload wherever there is a field."""
    article = change(
        article=article,
        by=world.editor,
        reason=normalise(payload)[:200],
        body=f"{article.body}\n\nMore: {normalise(payload)}",
    )
    start = article.text.index("ferry")
    made = annotate(
        article=article, author=world.editor, start=start, end=start + 5, note=f"Note {payload}"
    )
    middle = article.text.index("Body")
    annotate(
        article=article, author=world.editor, start=middle, end=len(article.text), note=payload
    )
    annotate(article=article, author=world.editor, start=None, end=None, note=f"Whole {payload}")
    reply(to=made, author=world.editor, note=f"Reply {payload}")
    found = Poisoned(payload, article, made)
    try:
        found.annotation = annotate(
            article=article,
            author=world.editor,
            start=start,
            end=start + 5,
            tags=[payload],
            note="",
        )
        found.tag = found.annotation.tags.get()
        texts = {name: f"{name} {payload}" for name in ("definition", "use_when", "avoid_when")}
        change_tag(tag=found.tag, by=world.editor, **texts)
    except Refused:
        pass
    return found
