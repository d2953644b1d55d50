"""Every occurrence of some words, in one article or in part of the archive, in context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings

from articles.anchoring.occurrences import Wanted
from articles.models import Annotation, Article
from articles.models.listing import NEWEST, Listing, in_order
from articles.models.scope import Scope
from articles.pages.links import article_paths
from articles.pages.occurrences_form import spelled
from articles.pages.reading import direction
from articles.pages.rows import TagChip
from articles.pages.surroundings import words_after, words_before
from articles.pages.words import short_day
from articles.search import Query, parse
from articles.search.tree import And

CONTEXT = 80  # code points before and after
AT_ONCE = 50  # articles read from the database together
SPACE = re.compile(r"\s+")
MOST_ARTICLES = 2_000
MOST_TEXT = 1_000_000  # code points of one article that are looked at
MOST_IN_ALL = 20_000_000
COLUMNS = (
    "docid",
    "pk",
    "slug",
    "title",
    "language",
    "published_at",
    "source__name",
    "text_digest",
    "text",
)


@dataclass(slots=True)
class Line:
    """A place with what stands before and after it; `value` is its tick's.

    `tags` are those of the annotations of just this passage that the viewer sees.
    """

    start: int
    end: int
    value: str
    before: str
    words: str
    after: str
    tags: Sequence[TagChip] = ()
    annotated: bool = False
    ticked: bool = True


@dataclass(slots=True)
class Group:
    """The lines of an article."""

    pk: int
    url: str
    title: str
    source: str
    published: str
    language: str
    direction: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Found:
    """Lines by article. `more`: there are others; `looked_at`: in so many articles, if not all."""

    groups: Sequence[Group] = ()
    more: bool = False
    looked_at: int | None = None

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


def in_article(article: Article, wanted: Wanted, *, viewer: Any) -> Found:
    """The occurrences in one article."""
    return _gathered([article.docid], wanted, viewer=viewer)


def in_archive(scope: Scope, wanted: Wanted) -> Found:
    """The occurrences in part of the archive, those of the newest articles first.

    The index of words tells which articles hold them, unless parts of words will do, or they are
    none to it: then the newest articles are read.
    """
    query = None if wanted.within_words else parse(f'"{wanted.words}"')
    if query is not None and query.tree is not None:
        scope = scope.without(query=_both(scope.query, query))
    docids = Listing(scope, NEWEST).docids(0, MOST_ARTICLES + 1)
    return _gathered(docids, wanted, viewer=scope.viewer)


def mark_done(found: Found, names: Iterable[str]) -> None:
    """Tick the lines that do not have these tags yet: for no tags, those without annotations."""
    keys = {name.casefold() for name in names}
    for line in found.lines:
        has = {tag.name.casefold() for tag in line.tags}
        line.ticked = not (keys <= has if keys else line.annotated)


def _both(query: Query | None, phrase: Query) -> Query:
    if query is None or query.tree is None or phrase.tree is None:
        return phrase if query is None else query
    return Query(And((query.tree, phrase.tree)))


def _gathered(docids: Sequence[int], wanted: Wanted, *, viewer: Any) -> Found:
    most = settings.OCCURRENCES_MAX
    groups: list[Group] = []
    number = articles = read = 0
    for values in _texts(docids[:MOST_ARTICLES]):
        articles += 1
        read += len(values["text"])
        places = list(islice(wanted.places(values["text"][:MOST_TEXT]), most - number + 1))
        if places:
            groups.append(_group(values, places[: most - number]))
        number += len(places)
        if number > most:
            break
        if read > MOST_IN_ALL:
            break
    groups = [group for group in groups if group.lines]
    _add_tags(groups, viewer)
    looked_at = articles if articles < len(docids) and number <= most else None
    return Found(groups, number > most, looked_at)


def _texts(docids: Sequence[int]) -> Iterator[dict[str, Any]]:
    for at in range(0, len(docids), AT_ONCE):
        chunk = docids[at : at + AT_ONCE]
        rows = Article.objects.order_by().filter(docid__in=chunk).values(*COLUMNS)
        yield from in_order(chunk, {values["docid"]: values for values in rows})


def _group(values: dict[str, Any], places: Iterable[tuple[int, int]]) -> Group:
    text, digest, pk = values["text"], values["text_digest"], values["pk"]
    [path] = article_paths([(pk, values["slug"])])
    lines = [
        Line(
            start,
            end,
            spelled(pk, start, end, digest),
            _before(text, start),
            " ".join(text[start:end].split()),
            _after(text, end),
        )
        for start, end in places
    ]
    return Group(
        pk,
        path,
        values["title"],
        values["source__name"] or "",
        short_day(values["published_at"]) if values["published_at"] else "",
        values["language"],
        direction(values["language"]),
        lines,
    )


def _before(text: str, start: int) -> str:
    before = text[max(0, start - CONTEXT) : start]
    return SPACE.sub(" ", words_before(before, full=CONTEXT, mark=""))


def _after(text: str, end: int) -> str:
    return SPACE.sub(" ", words_after(text[end : end + CONTEXT], full=CONTEXT, mark=""))


def _add_tags(groups: Sequence[Group], viewer: Any) -> None:
    """Tell each line the tags that its very passage has already, in two queries."""
    visible = Annotation.objects.visible_to(viewer).order_by("pk")
    starts = {line.start for group in groups for line in group.lines}
    own = visible.filter(article__in=[group.pk for group in groups], start__in=sorted(starts))
    columns = ("pk", "article_id", "start", "end", "text_digest")
    values = {pk: spelled(*place) for pk, *place in own.values_list(*columns)}
    links = Annotation.tags.through.objects.filter(annotation__in=own.order_by())
    named = links.order_by("id").values_list(
        "annotation_id", "tag__name", "tag__slug", "tag__colour"
    )
    chips: dict[str, dict[str, TagChip]] = {value: {} for value in values.values()}
    for annotation, name, slug, colour in named:
        if annotation in values:
            chips[values[annotation]][slug] = TagChip(name, slug, colour, 0)
    for group in groups:
        for line in group.lines:
            line.annotated = line.value in chips
            line.tags = list(chips.get(line.value, {}).values())
