from __future__ import annotations

import datetime as dt

import pytest

from articles.models import Article, Author, Source, Tag, listing
from articles.models.listing import NEWEST, OLDEST, RELEVANCE, Listing, Total, in_order
from articles.models.scope import Scope
from articles.search import parse
from tests.factories import make_annotation, make_article, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

SAME = dt.datetime(1950, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def archive(db) -> list[Article]:
    """Articles of one instant, of other days before and after 1970, and without a date."""
    people = [make_user("annotator")]
    tag = make_tag("Sea")
    articles = []
    for number in range(24):
        article = make_article(
            title=f"{'Harbour' if number % 2 else 'Town'} {number}",
            source=("Tern", "Gull", None)[number % 3],
            authors=[("Ada Oar", "Bo Quay")[number % 2]] if number % 4 else [],
            published_at=(SAME, SAME + dt.timedelta(days=number * 900), None)[number // 8],
        )
        if number % 5 == 0:
            make_annotation(article=article, author=people[0], tags=[tag] if number % 2 else [])
        articles.append(article)
    return articles


def scopes() -> list[Scope]:
    tern, gull = make_source("Tern").pk, make_source("Gull").pk
    ada, bo = Author.objects.order_by("name").values_list("pk", flat=True)
    tags = tuple(Tag.objects.values_list("pk", flat=True))
    words = parse("harbour")
    day = dt.date(1960, 1, 1)
    return [
        Scope(),
        Scope(sources=(tern,)),
        Scope(sources=(tern, gull)),
        Scope(authors=(ada,)),
        Scope(authors=(ada, bo), after=day),
        Scope(before=day),
        Scope(tags=tags),
        Scope(annotated=True),
        Scope(annotated=False, sources=(gull,)),
        Scope(query=words),
        Scope(query=words, sources=(tern, gull), authors=(bo,)),
        Scope(query=words, before=day),
        Scope(query=words, annotated=True),
        Scope(query=words, tags=tags),
        Scope(query=words, annotated=False),
    ]


@pytest.mark.parametrize("cap", [10_000, 3])
def test_every_scope_is_the_same_in_both_orders_and_page_by_page(archive, monkeypatch, cap):
    monkeypatch.setattr(listing, "CAP", cap)
    for scope in scopes():
        if cap == 3 and scope.query and scope.about_annotations:
            continue  # looks at the newest alone: see the test below
        newest, oldest = Listing(scope, NEWEST), Listing(scope, OLDEST)
        docids = newest.docids(0, 100)
        assert docids, scope
        assert docids == sorted(set(docids), reverse=True)
        assert oldest.docids(0, 100) == docids[::-1]
        assert [newest.docids(at, 1)[0] for at in range(len(docids))] == docids
        assert newest.total == Total(min(len(docids), cap), len(docids) > cap)
        around = [newest.neighbours(docid) for docid in docids]
        assert around == list(zip([None, *docids[:-1]], [*docids[1:], None], strict=True))
        assert oldest.neighbours(docids[0]) == around[0][::-1]
        hits = newest.hits(cap).values_list("docid", flat=True)
        assert sorted(hits, reverse=True) == docids[:cap]


def test_relevance_without_words_is_newest_first(archive):
    assert Listing(Scope(), RELEVANCE).order == NEWEST
    ranked = Listing(Scope(query=parse("harbour")), RELEVANCE)
    assert set(ranked.docids(0, 50)) == set(Listing(ranked.scope).docids(0, 50))
    assert ranked.neighbours(archive[1].docid) == (None, None)


def test_words_among_more_annotated_or_not_than_are_gathered_say_that_there_are_more(
    archive, monkeypatch
):
    monkeypatch.setattr(listing, "CAP", 5)
    unannotated = Listing(Scope(query=parse("harbour"), annotated=False))
    assert unannotated.looks_at_newest
    assert unannotated.total.capped
    assert not Listing(Scope(query=parse("harbour"), tags=(1,))).looks_at_newest


def test_a_tag_that_is_many_times_on_few_articles_is_gathered(monkeypatch, annotator):
    monkeypatch.setattr(listing, "CAP", 3)
    tag = make_tag("Often")
    articles = [make_article(body=f"Ferry {number}.") for number in range(2)]
    for article in articles * 3:
        make_annotation(article=article, author=annotator, tags=[tag])
    found = Listing(Scope(tags=(tag.pk,), viewer=annotator))
    assert (found.total.number, found.total.capped) == (2, False)
    assert "EXISTS" not in str(found.matching.query)
    assert len(found.docids(0, 10)) == 2


def test_a_scope_in_which_nothing_can_be(archive):
    nothing = Listing(Scope(sources=(10**9,)))
    assert (nothing.docids(0, 10), nothing.total) == ([], Total(0, False))
    assert Source.objects.count() == 2


def test_undated_articles_come_last_and_are_in_no_range_of_days(archive):
    undated = {article.docid for article in archive[16:]}
    docids = Listing(Scope()).docids(0, 100)
    assert set(docids[-8:]) == undated
    ranged = Listing(Scope(before=dt.date.max)).docids(0, 100)
    assert set(ranged) == set(docids) - undated


def test_rows_that_are_gone_leave_no_hole():
    assert in_order([3, 2, 1], {1: "a", 3: "c"}) == ["c", "a"]


def test_a_total_is_written_with_a_plus_when_there_is_more():
    assert (str(Total(1234, False)), str(Total(10_000, True))) == ("1,234", "10,000+")
