"""Which annotations a scope has, in which order, page by page, also where there are too many."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.models import Annotation, passage_listing
from articles.models.listing import Total
from articles.models.passage_listing import BY_ARTICLE, NEWEST, OLDEST, PassageListing
from articles.models.passages import PassageScope, families
from articles.search import parse
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def person():
    return make_user("annotator")


@pytest.fixture
def said(person):
    """Ten annotations of two articles; each is a day older than the one before it."""
    articles = [
        make_article(source="Tern", authors=["Ada"]),
        make_article(source="Gull", authors=["Bo"]),
    ]
    tags = [make_tag(f"T{number}") for number in range(3)]
    return [
        make_annotation(
            article=articles[number % 2],
            author=person,
            quote="noon" if number % 2 else "ferry",
            note="" if number % 3 else f"Note {number}",
            tags=tags[: number % 4],
            created_at=DAY - dt.timedelta(days=number),
            state="lost" if number == 9 else "exact",
        )
        for number in range(10)
    ]


def pks(rows) -> list[int]:
    return [row.pk for row in rows]


def expected(said, keep) -> list[int]:
    return pks(row for row in said if keep(row))


FILTERS = {
    "everything": ({}, lambda row: True),
    "source": ({"sources": "Tern"}, lambda row: row.article.source.name == "Tern"),
    "author": ({"authors": "Bo"}, lambda row: row.article.byline == "Bo"),
    "state": ({"states": ("lost",)}, lambda row: row.state == "lost"),
    "noted": ({"has_note": True}, lambda row: row.note),
    "without a note": ({"has_note": False}, lambda row: not row.note),
    "shared": ({"visibility": "shared"}, lambda row: True),
    "private": ({"visibility": "private"}, lambda row: False),
    "tag": ({"tags": ("T1", "T2")}, lambda row: row.tags.filter(name__in=["T1", "T2"]).exists()),
    "words": ({"query": "ferry"}, lambda row: row.quote == "ferry"),
    "words and note": (
        {"query": "ferry", "has_note": True},
        lambda row: row.quote == "ferry" and row.note,
    ),
}


def scope_of(values, said, person) -> PassageScope:
    """A scope by names instead of keys."""
    articles = {row.article.source.name: row.article for row in said}
    made = dict(values)
    if "sources" in made:
        made["sources"] = (articles[made["sources"]].source_id,)
    if "authors" in made:
        made["authors"] = (articles["Gull"].authors.get(name=made["authors"]).pk,)
    if "tags" in made:
        tags = {tag.name: tag.pk for row in said for tag in row.tags.all()}
        made["tags"] = tuple(tags[name] for name in made["tags"])
    if "query" in made:
        made["query"] = parse(made["query"])
    return PassageScope(**made, viewer=person)


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_in_each_order(said, person, name):
    values, keep = FILTERS[name]
    scope, wanted = scope_of(values, said, person), expected(said, keep)
    assert PassageListing(scope, NEWEST).keys(0, 20) == wanted
    assert PassageListing(scope, OLDEST).keys(0, 20) == wanted[::-1]
    by_article = PassageListing(scope, BY_ARTICLE).keys(0, 20)
    rows = {row.pk: row for row in said}
    places = [(-rows[pk].article.docid, rows[pk].start, pk) for pk in by_article]
    assert sorted(wanted) == sorted(by_article)
    assert places == sorted(places)
    assert PassageListing(scope).total == Total(len(wanted), capped=False)
    assert pks(PassageListing(scope).everything) == wanted


@pytest.mark.parametrize("name", FILTERS)
def test_more_than_the_cap(said, person, name, monkeypatch):
    monkeypatch.setattr(passage_listing, "CAP", 2)
    values, keep = FILTERS[name]
    scope, wanted = scope_of(values, said, person), expected(said, keep)
    listing = PassageListing(scope)
    assert listing.total.capped == (len(wanted) > 2 or listing.looks_at_newest)
    assert pks(PassageListing(scope).everything) == wanted  # exports leave nothing out
    if not listing.looks_at_newest:
        assert listing.keys(0, 20) == wanted
        assert listing.keys(1, 2) == wanted[1:3]


def test_frequent_words_are_looked_for_in_what_the_rest_of_the_filter_leaves(
    said, person, monkeypatch
):
    monkeypatch.setattr(passage_listing, "CAP", 4)
    many = PassageListing(PassageScope(query=parse("ferry"), viewer=person))
    assert many.looks_at_newest
    assert (many.total.capped, len(many.keys(0, 20))) == (True, 4)
    noted = PassageListing(PassageScope(query=parse("ferry"), has_note=True, viewer=person))
    assert not noted.looks_at_newest
    assert noted.keys(0, 20) == [said[0].pk, said[6].pk]


def test_only_what_the_viewer_may_see_is_listed_and_counted(said, person, colleague):
    Annotation.objects.filter(pk__in=pks(said[:4])).update(visibility="private")
    assert PassageListing(PassageScope(viewer=person)).total.number == 10
    for viewer in (colleague, None):
        listing = PassageListing(PassageScope(viewer=viewer))
        assert listing.total.number == 6
        assert listing.keys(0, 20) == pks(said[4:])


def test_what_is_private_is_looked_for_among_ones_own(said, person, colleague):
    Annotation.objects.filter(pk__in=pks(said[:4])).update(visibility="private")
    own = PassageListing(PassageScope(visibility="private", viewer=person))
    assert own.keys(0, 20) == pks(said[:4])
    assert "author_id" in str(own.matching.query).partition("private")[2]
    for viewer in (colleague, None):
        scope = PassageScope(visibility="private", viewer=viewer)
        assert PassageListing(scope).keys(0, 20) == []


def test_replies_and_what_was_deleted_are_no_rows(said, person):
    make_annotation(article=said[0].article, author=person, note="Yes.", reply_to=said[0])
    Annotation.objects.filter(pk=said[1].pk).update(deleted_at=DAY)
    assert PassageListing(PassageScope(viewer=person)).total.number == 9


def test_all_of_several_tags(said, person):
    first, second, third = (said[3].tags.get(name=name).pk for name in ("T0", "T1", "T2"))
    scope = PassageScope(also=((first,), (second, third)), viewer=person)
    assert PassageListing(scope).keys(0, 20) == pks([said[2], said[3], said[6], said[7]])


def test_the_days_are_those_of_the_article(said, person):
    day = said[0].article.published_at.date()
    scope = PassageScope(after=day, before=day, viewer=person)
    assert PassageListing(scope).keys(0, 20) == pks(said[::2])


def test_families():
    top, other = make_tag("Top"), make_tag("Other")
    middle = make_tag("Middle", parent=top)
    low = make_tag("Low", parent=middle)
    assert families() == {
        top.pk: {top.pk, middle.pk, low.pk},
        middle.pk: {middle.pk, low.pk},
        low.pk: {low.pk},
        other.pk: {other.pk},
    }
