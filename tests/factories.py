"""Rows to test with: each function fills in whatever a test does not care about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User

from articles.actions.indexing import index, index_annotations
from articles.models import Annotation, Article, Author, Authorship, Source, Tag

NUMBERS = count(1)
CONTEXT = 32  # code points of prefix and suffix

FIRST_DAY = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)


def make_user(kind: str = "reader", **overrides: Any) -> User:
    """A reader, annotator or editor (by group), an admin, or a stranger; password: `password`."""
    name = overrides.pop("username", None) or f"{kind}{next(NUMBERS)}"
    password = overrides.pop("password", "password")
    user = User(
        username=name,
        **{
            "email": f"{name}@newsroom.example",
            "is_staff": kind in {"editor", "admin"},
            "is_superuser": kind == "admin",
        }
        | overrides,
    )
    user.set_password(password)
    user.save()
    if kind in {"reader", "annotator", "editor"}:
        user.groups.add(Group.objects.get(name=kind.capitalize()))
    return user


def make_source(name: str | None = None) -> Source:
    """The source of that name, made if there is none."""
    pks = Source.objects.ensure([name or f"Harbour Post {next(NUMBERS)}"])
    return Source.objects.get(pk__in=pks.values())


def make_author(name: str | None = None) -> Author:
    """The author of that name, made if there is none."""
    pks = Author.objects.ensure([name or f"Ada Tern {next(NUMBERS)}"])
    return Author.objects.get(pk__in=pks.values())


def make_article(
    *, source: Source | str | None = "Harbour Post", authors: Sequence[str] = (), **overrides: Any
) -> Article:
    """An article as an import would leave it: with its authors, and found by search.

    Each one made has another title, URL and day (a day later than the one before).
    """
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "title": f"Ferry number {number} sails",
        "url": f"https://harbour.example/{number}",
        "url_key": f"https://harbour.example/{number}",
        "byline": ", ".join(authors),
        "published_at": FIRST_DAY + dt.timedelta(days=number),
        "body": f"The ferry left at noon with {number} people.\nIt came back.",
        "language": "en",
    }
    if isinstance(source, str):
        source = make_source(source)
    article = Article(source=source, **values | overrides)
    article.save()
    people = [make_author(name) for name in authors]
    Authorship.objects.bulk_create(
        Authorship(article=article, author=person, position=position, docid=article.docid)
        for position, person in enumerate(people)
    )
    index(articles=[article])
    return article


def make_tag(name: str | None = None, **overrides: Any) -> Tag:
    number = next(NUMBERS)
    return Tag.objects.create(
        **{"name": name or f"Tag {number}", "slug": f"tag-{number}"} | overrides
    )


def make_annotation(
    *, article: Article, author: User, quote: str = "", tags: Sequence[Tag] = (), **overrides: Any
) -> Annotation:
    """An annotation of the first place where `quote` stands, without one of the whole article."""
    values: dict[str, Any] = {"text_digest": article.text_digest}
    if quote:
        start = article.text.index(quote)
        end = start + len(quote)
        values |= {
            "start": start,
            "end": end,
            "quote": quote,
            "prefix": article.text[max(start - CONTEXT, 0) : start],
            "suffix": article.text[end : end + CONTEXT],
        }
    annotation = Annotation.objects.create(article=article, author=author, **values | overrides)
    # Not by `set`, which takes them in no order: they are shown in that in which they were given.
    through = Annotation.tags.through
    through.objects.bulk_create(
        through(annotation_id=annotation.pk, tag_id=tag.pk) for tag in dict.fromkeys(tags)
    )
    index_annotations(annotations=[annotation])
    return annotation
