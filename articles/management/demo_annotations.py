"""The demo users' codebook and annotations, from a file that says what they are."""

from __future__ import annotations

import tomllib
import uuid
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.actions.annotations import annotate, reply
from articles.actions.tags import create_tag
from articles.models import Annotation, Article, Tag


@transaction.atomic
def ensure_annotations(file: Path) -> int:
    """Make what the file describes, as far as it is missing and its articles are there.

    What a demo user has deleted stays deleted. Returns how many annotations were made.
    """
    described = tomllib.loads(file.read_text("utf-8"))
    people = {user.username: user for user in User.objects.all()[:1000]}
    for tag in described["tags"]:
        _ensure_tag(tag, by=people["editor"])
    there = set(Annotation.objects.values_list("uid", flat=True))
    made = 0
    for one in described["annotations"]:
        uid = uuid.uuid5(uuid.NAMESPACE_URL, f"{one['article']}#{one.get('quote', '')}")
        article = Article.objects.filter(url=one["article"]).first()
        if article is None or uid in there:
            continue
        start, end = _place(article.text, one.get("quote", ""))
        annotation = annotate(
            article=article,
            author=people[one["person"]],
            start=start,
            end=end,
            tags=one.get("tags", ()),
            note=one.get("note", ""),
            visibility=one.get("visibility", "shared"),
            uid=uid,
        )
        for answer in one.get("replies", ()):
            reply(to=annotation, author=people[answer["person"]], note=answer["note"])
        made += 1
    return made


def _ensure_tag(described: dict[str, Any], *, by: User) -> None:
    values = dict(described)
    name = values.pop("name")
    if Tag.objects.filter(name__iexact=name).exists():
        return
    if parent := values.pop("parent", None):
        values["parent"] = Tag.objects.get(name__iexact=parent)
    create_tag(name=name, by=by, **values)


def _place(text: str, quote: str) -> tuple[int | None, int | None]:
    """Where the quote stands first; a whole article when there is none. Raises ValueError."""
    if not quote:
        return None, None
    start = text.index(quote)
    return start, start + len(quote)
