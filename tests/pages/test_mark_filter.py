"""Which marks are to be seen on an article's page."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from articles.actions.annotations import annotate
from articles.pages.annotated import annotated
from articles.pages.mark_filter import MarkFilter, asked_marks
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    article = make_article(body="One two three four five.")
    me, other = make_user("annotator", username="me"), make_user("annotator", username="other")
    harbour, storm = make_tag("Harbour", slug="harbour"), make_tag("Storm", slug="storm")
    return {
        "article": article,
        "me": me,
        "mine": annotate(article=article, author=me, start=0, end=3, tags=[harbour.name]).pk,
        "theirs": annotate(
            article=article, author=other, start=4, end=7, tags=[harbour.name, storm.name]
        ).pk,
        "bare": annotate(article=article, author=other, start=8, end=13).pk,
    }


def shown(cast, query):
    return annotated(cast["article"], viewer=cast["me"], chosen=MarkFilter.asked(QueryDict(query)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["mine", "theirs", "bare"]),
        ("marks=all", ["mine", "theirs", "bare"]),
        ("marks=nonsense", ["mine", "theirs", "bare"]),
        ("marks=mine", ["mine"]),
        ("marks=off", []),
        ("marks_tag=harbour", ["mine", "theirs"]),
        ("marks_tag=storm&marks_tag=harbour", ["mine", "theirs"]),
        ("marks_tag=storm", ["theirs"]),
        ("marks_tag=unknown", []),
        ("marks_by=other", ["theirs", "bare"]),
        ("marks_by=other&marks_tag=harbour", ["theirs"]),
        ("marks_by=other&marks=mine", []),
    ],
)
def test_the_url_says_which_marks_are_seen(cast, query, names):
    found = shown(cast, query)
    assert [span.id for span in found.spans] == [cast[name] for name in names]
    assert list(found.first) == [cast[name] for name in names]
    assert found.hidden == 3 - len(names)


def test_what_can_be_chosen_is_counted_whatever_is_seen(cast):
    filters = shown(cast, "marks=off&marks_tag=storm").filters
    assert [(one.value, one.number, one.chosen) for one in filters.tags] == [
        ("harbour", 2, False),
        ("storm", 1, True),
    ]
    assert [(one.value, one.number) for one in filters.people] == [("me", 1), ("other", 2)]
    assert [one.value for one in filters.which if one.chosen] == ["off"]


def test_what_is_asked_for_in_vain_can_be_unticked(cast):
    filters = shown(cast, "marks_tag=gone").filters
    assert [one.value for one in filters.tags if one.chosen] == ["gone"]


def test_other_parameters_are_none_of_its_business():
    data = QueryDict("q=x&marks=mine&marks_by=a&marks_by=b&page=2")
    assert asked_marks(data) == {"marks": ["mine"], "marks_by": ["a", "b"]}
