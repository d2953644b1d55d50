"""Counts beside a list of annotations: what choosing a value would leave."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.models.passage_counts import PassageCounts
from articles.models.passage_listing import PassageListing
from articles.models.passages import PassageScope, families
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def tags():
    top = make_tag("Top")
    return {"Top": top, "Low": make_tag("Low", parent=top), "Else": make_tag("Else")}


@pytest.fixture
def said(annotator, colleague, tags):
    first = make_article(source="Tern", published_at=DAY)
    second = make_article(source=None, published_at=None)
    make_annotation(article=first, author=annotator, tags=[tags["Top"], tags["Low"]])
    make_annotation(article=first, author=colleague, tags=[tags["Low"]], state="moved")
    make_annotation(article=second, author=colleague, tags=[tags["Else"]])
    make_annotation(article=second, author=colleague, tags=[tags["Else"]], visibility="private")


def counts(viewer, **values) -> PassageCounts:
    return PassageCounts(PassageListing(PassageScope(viewer=viewer, **values)))


def numbers(facet) -> dict[str, int]:
    return {value.name: value.number for value in facet.values}


def test_by_tag_an_annotation_counts_once_for_a_tag_and_those_below(said, annotator):
    assert numbers(counts(annotator).by_tag((), None)) == {"Top": 1, "Low": 2, "Else": 1}
    assert numbers(counts(annotator).by_tag((), families())) == {"Top": 2, "Low": 2, "Else": 1}


def test_each_kind_is_counted_under_the_other_filters(said, annotator, colleague, tags):
    by_tag = counts(annotator, tags=(tags["Else"].pk,))
    assert numbers(by_tag.by_tag((tags["Else"].pk,), None)) == {"Low": 2, "Else": 1, "Top": 1}
    assert numbers(by_tag.by_person()) == {"colleague": 1}
    by_person = counts(annotator, people=(annotator.pk,))
    assert numbers(by_person.by_person()) == {"annotator": 1, "colleague": 2}
    assert numbers(by_person.by_source()) == {"Tern": 1}
    assert numbers(counts(annotator).by_state()) == {"Exact": 2, "Moved": 1, "Lost": 0}


def test_what_the_viewer_may_not_see_is_not_counted(said, annotator, colleague):
    assert numbers(counts(annotator).by_tag((), None))["Else"] == 1
    assert numbers(counts(colleague).by_tag((), None))["Else"] == 2
    assert numbers(counts(colleague).by_person())["colleague"] == 3


def test_a_tag_can_be_left_out_and_a_chosen_one_stays(said, annotator, tags):
    low = tags["Low"].pk
    assert numbers(counts(annotator).by_tag((), None, but=[low])) == {"Top": 1, "Else": 1}
    assert numbers(counts(annotator, tags=(low,)).by_tag((low,), None, but=[low]))["Low"] == 2


def test_over_time_by_the_day_of_the_article(said, annotator):
    found = counts(annotator)
    assert found.span == (DAY.date(), DAY.date())
    day = DAY.date()
    before = day - dt.timedelta(days=1)
    assert found.by_period([(before, before), (day, day), (before, day)]) == [0, 2, 2]


def test_nothing_is_counted_of_nothing(annotator):
    found = counts(annotator)
    assert found.span is None
    assert numbers(found.by_tag((), families())) == numbers(found.by_source()) == {}
