"""How long the exports of annotations take: ``python -m benchmarks.exports``.

5,000 annotations (or `--count`) of 500 articles with one to three of 200 tags in a tree, a note on
every third and a reply to every tenth, in a database of its own. Each format is asked for through
the site with every middleware, as a browser would, and its pieces are read to the end; lists and
the page of a tag are measured beside it. CPU time, median of the repetitions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import uuid
from pathlib import Path
from random import Random

from benchmarks.measuring import heading, line, timed
from benchmarks.site import Site, configure

WORDS = "ferry harbour noon strike tide barrier council budget fog letter school winter".split()
TAGS, ARTICLES, DAY = 200, 500, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def main() -> None:
    """Print a line for each of the addresses."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--database", help="an empty one; default: SQLite in a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        configure(options.database or f"sqlite:///{Path(folder) / 'exports.sqlite3'}")
        site = Site()
        fill(options.count)
        heading("address", "CPU ms", "wall ms", "bytes")
        for address in (
            "/annotations/export/csv/",
            "/annotations/export/jsonld/",
            "/annotations/export/csv/?tag=tag-1",
            "/annotations/",
            "/annotations/?tag=tag-1",
            "/annotations/?q=ferry",
            "/annotations/?source=source-1&order=article",
            "/tags/tag-1/",
        ):
            size = len(site.get(address).body)
            took = timed(lambda _, of=address: site.get(of), 7)  # type: ignore[misc]  # a default
            line(f"`{address}`", f"{took.cpu:.0f}", f"{took.wall:.0f}", f"{size:,}")


def fill(count: int) -> None:
    """Make the archive, by bulk statements: nothing but reading is measured."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from articles.actions.rebuilding import rebuild_annotation_search
    from articles.models import Annotation, Article, Author, Authorship, Source, Tag

    call_command("migrate", verbosity=0)
    chance = Random(7)
    people = [User.objects.create(username=f"person{number}") for number in range(8)]
    sources = list(Source.objects.ensure([f"Source {n}" for n in range(40)]).values())
    authors = list(Author.objects.ensure([f"Author {n}" for n in range(300)]).values())
    tags: list[Tag] = []
    for number in range(TAGS):
        parent = tags[number // 8] if number % 4 and number > 8 else None
        tags.append(Tag.objects.create(name=f"Tag {number}", slug=f"tag-{number}", parent=parent))
    articles = []
    for number in range(ARTICLES):
        body = "\n".join(" ".join(chance.choices(WORDS, k=60)) for _ in range(7))
        article = Article(
            title=f"Article {number}: {' '.join(chance.choices(WORDS, k=6))}",
            url=f"https://news.example/{number}",
            source_id=chance.choice(sources),
            published_at=DAY + dt.timedelta(hours=7 * number),
            body=body,
            language="en",
        )
        article.save()
        articles.append(article)
        Authorship.objects.bulk_create(
            Authorship(article=article, author_id=pk, position=place, docid=article.docid)
            for place, pk in enumerate(chance.sample(authors, 2))
        )
    made = []
    for number in range(count):
        article = chance.choice(articles)
        start = chance.randrange(len(article.text) - 200)
        end = start + chance.randint(20, 200)
        made.append(
            Annotation(
                uid=uuid.UUID(int=chance.getrandbits(128), version=4),
                article=article,
                author=chance.choice(people),
                start=start,
                end=end,
                quote=article.text[start:end],
                prefix=article.text[max(0, start - 32) : start],
                suffix=article.text[end : end + 32],
                text_digest=article.text_digest,
                note=" ".join(chance.choices(WORDS, k=20)) if number % 3 == 0 else "",
                created_at=DAY + dt.timedelta(minutes=number),
            )
        )
    made = Annotation.objects.bulk_create(made, batch_size=500)
    Annotation.objects.bulk_create(
        (
            Annotation(
                article_id=one.article_id, author=chance.choice(people), reply_to=one, note="Yes."
            )
            for one in made[::10]
        ),
        batch_size=500,
    )
    Annotation.tags.through.objects.bulk_create(
        (
            Annotation.tags.through(annotation_id=one.pk, tag_id=tag.pk)
            for one in made
            for tag in chance.sample(tags, chance.choice([1, 1, 2, 3]))
        ),
        batch_size=2_000,
    )
    for _ in rebuild_annotation_search():
        pass


if __name__ == "__main__":
    main()
