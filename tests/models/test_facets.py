from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Author, Source, facets, listing
from articles.models.facets import Counts
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from tests.factories import make_annotation, make_article, make_author, make_source, make_user

pytestmark = pytest.mark.django_db

SOURCES = ("Tern", "Gull", "Skua")
AUTHORS = ("Ada Oar", "Bo Quay", "Cy Pier")
DAYS = [dt.date(1931, 2, 3), dt.date(1969, 12, 31), dt.date(1970, 1, 1), dt.date(2024, 2, 29)]
LAST_SECOND = dt.time(23, 59, 59, 999_999, tzinfo=dt.UTC)


@pytest.fixture
def archive(db) -> None:
    user = make_user("annotator")
    for number in range(36):
        day = DAYS[number % 5] if number % 5 < 4 else None
        article = make_article(
            title=("Harbour", "Ferry")[number % 2],
            body=("noon", "dawn and noon", "night")[number % 3],
            source=(*SOURCES, None)[number % 4],
            authors=AUTHORS[: number % 4],
            published_at=day
            and dt.datetime.combine(day, LAST_SECOND if number % 2 else dt.time(tzinfo=dt.UTC)),
        )
        if number % 7 == 0:
            make_annotation(
                article=article, author=user, quote="noon" if number % 3 < 2 else "night"
            )


def counts(scope: Scope) -> Counts:
    return Counts(Listing(scope))


def keys(make, names):
    return st.lists(st.sampled_from(names), unique=True, max_size=2).map(
        lambda chosen: tuple(sorted(make(name).pk for name in chosen))
    )


days = st.one_of(st.none(), st.sampled_from([*DAYS, dt.date(1950, 1, 1), dt.date.max]))
queries = st.sampled_from([None, *map(parse, ("harbour", "noon -ferry", "da*", "zebra OR night"))])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_counts_are_what_filtering_finds(archive, data):
    scope = Scope(
        query=data.draw(queries),
        sources=data.draw(keys(make_source, SOURCES)),
        authors=data.draw(keys(make_author, AUTHORS)),
        annotated=data.draw(st.sampled_from([None, None, True, False])),
        after=data.draw(days),
        before=data.draw(days),
    )

    def found(**values) -> int:
        return Listing(scope.without(**values)).total.number

    for facet, field, names in (
        (counts(scope).by_source(), "sources", Source.objects),
        (counts(scope).by_author(), "authors", Author.objects),
    ):
        assert facet.sampled is None
        numbers = {value.pk: value.number for value in facet.values}
        for pk in names.values_list("pk", flat=True):
            assert numbers.get(pk, 0) == found(**{field: (pk,)})
        assert set(getattr(scope, field)) <= set(numbers)
    over_time = counts(scope)
    assert over_time.sampled is None
    shown = [day for day in DAYS if (scope.after or day) <= day <= (scope.before or day)]
    numbers = over_time.by_period([(day, day) for day in shown])
    for day, number in zip(shown, numbers, strict=True):
        assert number == found(after=day, before=day)
    undated = Article.objects.filter(published_at=None, docid__in=Listing(scope).docids(0, 99))
    assert sum(numbers) + undated.count() == found()
    assert over_time.by_period([(dt.date.min, dt.date.max)]) == [sum(numbers)]
    dated = [day for day, number in zip(shown, numbers, strict=True) if number]
    assert over_time.span == ((dated[0], dated[-1]) if dated else None)


def test_the_commonest_names_are_shown_and_the_chosen_however_rare(monkeypatch):
    monkeypatch.setattr(facets, "SHOWN", 2)
    for name, number in (("Tern", 3), ("Gull", 2), ("Skua", 1)):
        for _ in range(number):
            make_article(source=name)
    names = [(value.name, value.number) for value in counts(Scope()).by_source().values]
    assert names == [("Tern", 3), ("Gull", 2)]
    rare = make_source("Skua").pk
    never = make_source("Auk").pk
    names = [(v.name, v.number) for v in counts(Scope(sources=(rare, never))).by_source().values]
    assert names == [("Tern", 3), ("Gull", 2), ("Skua", 1), ("Auk", 0)]


def test_of_a_common_word_the_newest_are_counted_and_it_says_so(archive, monkeypatch):
    monkeypatch.setattr(listing, "CAP", 10)
    monkeypatch.setattr(facets, "CAP", 10)
    scope = Scope(query=parse("noon OR night"))
    facet = counts(scope).by_source()
    assert facet.sampled == 10
    over_time = counts(scope)
    assert over_time.sampled == 10
    assert over_time.by_period([(dt.date.min, dt.date.max)]) == [10]
    assert over_time.span == (dt.date(1970, 1, 1), dt.date(2024, 2, 29))


def test_without_words_everything_is_counted_however_much_there_is(archive, monkeypatch):
    monkeypatch.setattr(listing, "CAP", 10)
    monkeypatch.setattr(facets, "CAP", 10)
    facet = counts(Scope()).by_source()
    assert (facet.sampled, sum(value.number for value in facet.values)) == (None, 27)
