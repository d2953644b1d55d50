from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.filters import ArticleFilter
from articles.models.scope import Scope
from tests.factories import make_article, make_author, make_source, make_tag

pytestmark = pytest.mark.django_db


def test_everything_asked_for_is_in_the_scope():
    tern, gull, ada, sea = (
        make_source("Tern"),
        make_source("Gull"),
        make_author("Ada"),
        make_tag("S"),
    )
    found = ArticleFilter(
        QueryDict(
            f"q=ferry&source=tern&source=Gull&author=ada&tag={sea.slug}&annotated=no"
            "&published_after=1969-07-20&published_before=2024-02-29&order=oldest&unknown=1"
        )
    )
    assert found.form.is_valid(), found.form.errors
    scope = found.scope
    assert scope.query is not None
    assert (scope.sources, scope.authors) == (tuple(sorted((tern.pk, gull.pk))), (ada.pk,))
    assert (scope.tags, scope.annotated) == ((sea.pk,), False)
    assert (scope.after, scope.before) == (dt.date(1969, 7, 20), dt.date(2024, 2, 29))
    assert found.listing.order == "oldest"


def test_nothing_asked_for_is_the_whole_archive_newest_first():
    found = ArticleFilter(QueryDict("q=&source=&published_after=&order="))
    assert found.form.is_valid()
    assert found.scope == Scope()
    assert found.listing.order == "newest"


def test_one_day_is_a_range_and_days_the_wrong_way_round_are_none():
    assert ArticleFilter(
        QueryDict("published_after=2024-01-01&published_before=2024-01-01")
    ).form.is_valid()
    wrong = ArticleFilter(QueryDict("published_after=2024-01-02&published_before=2024-01-01"))
    assert not wrong.form.is_valid()
    assert list(wrong.form.errors) == ["published_before"]


def test_its_queryset_is_the_articles_in_scope():
    make_article(source="Gull")
    article = make_article(source="Tern")
    found = ArticleFilter(QueryDict("source=tern"))
    assert list(found.qs) == [article]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "source", "author", "tag", "annotated", "published_after", "order", "page"]
        ),
        st.lists(st.text(max_size=12), max_size=3),
    )
)
def test_no_address_makes_the_list_fail(client, values):
    response = client.get("/articles/", values)
    assert response.status_code in {200, 404}
    if response.status_code == 200 and 'class="error"' in response.text:
        assert 'data-total="0"' in response.text
