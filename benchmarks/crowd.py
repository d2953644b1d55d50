"""A crowded archive to measure annotating on: articles of 10 kB with many passages each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.models import Article

ROOT = Path(__file__).resolve().parents[1]
SIZE = 10_000  # code points of an article's text
SHORTEST, LONGEST = 3, 200  # code points of a passage
TAGS, PEOPLE, WITH_NOTE = 30, 10, 0.2
HOW_MANY = (0, 1, 1, 1, 2, 3)  # tags of an annotation
NOTES = (
    "Is this *so*?",
    "See [the rules](https://example.org/rules): they say **otherwise**.",
    "Compare with what the port said a year before, and with the minutes of the council.",
)


@dataclass(frozen=True, slots=True)
class Crowded:
    """An article and how many annotations it has."""

    article: Article
    number: int


def build(numbers: tuple[int, ...]) -> Iterator[Crowded]:
    """Make people, tags, and an article of the same body for each number of annotations."""
    from django.contrib.auth.models import Group, User

    from articles.actions.articles import create
    from articles.actions.tags import create_tag

    people = [User.objects.create_user(f"person{number}") for number in range(PEOPLE)]
    for person in people:
        person.groups.add(Group.objects.get(name="Annotator"))
    tags = [create_tag(name=f"Code number {number}", by=people[0]) for number in range(TAGS)]
    body = article_body()
    for number in numbers:
        article = create(title=f"An article with {number:,} annotations", body=body)
        annotate(article, number, people, tags)
        yield Crowded(article, number)


def article_body() -> str:
    """Markdown of about `SIZE` code points: of the corpus where CORPUS names one, else fixtures."""
    from articles.importers import ArticleDraft, read
    from articles.rendering import render

    if corpus := os.environ.get("CORPUS"):
        files = sorted((Path(corpus) / "corpus" / "articles").glob("*.txt"))
    else:
        files = sorted((ROOT / "fixtures").rglob("*.md"))
    drafts = [one for one in read([str(path) for path in files]) if isinstance(one, ArticleDraft)]
    bodies = [draft.body for draft in drafts if draft.markup == "markdown"]
    if corpus:
        return min(bodies, key=lambda body: abs(len(render(body).text) - SIZE))
    joined = "\n\n".join(bodies * 10)
    return joined[:SIZE]


def annotate(article: Article, number: int, people: list[Any], tags: list[Any]) -> None:
    """Passages at random places, which overlap; always the same for a number."""
    from articles.actions.indexing import index_annotations
    from articles.anchoring import describe
    from articles.models import Annotation
    from articles.rendering import render_note

    chance = Random(number)
    rows = []
    for _ in range(number):
        start = chance.randrange(len(article.text) - LONGEST)
        anchor = describe(article.text, start, start + chance.randint(SHORTEST, LONGEST))
        note = chance.choice(NOTES) if chance.random() < WITH_NOTE else ""
        rows.append(
            Annotation(
                article_id=article.pk,
                author=chance.choice(people),
                start=anchor.start,
                end=anchor.end,
                quote=anchor.quote,
                prefix=anchor.prefix,
                suffix=anchor.suffix,
                text_digest=article.text_digest,
                note=note,
                note_html=render_note(note) if note else "",
            )
        )
    Annotation.objects.bulk_create(rows, batch_size=200)
    through = Annotation.tags.through
    links = [
        through(annotation_id=row.pk, tag_id=tag.pk)
        for row in rows
        for tag in chance.sample(tags, chance.choice(HOW_MANY))
    ]
    through.objects.bulk_create(links, batch_size=500)
    index_annotations(annotations=rows)
