from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.models.article import make_slug
from articles.pages.brief import briefs
from articles.pages.links import article_paths
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_article_in_a_line_has_what_it_has():
    article = make_article(title="Ferry & gulls", source="Tide Table", language="en")
    brief = briefs([article.docid])[article.docid]
    assert brief.url == article.get_absolute_url()
    assert (brief.title, brief.source, brief.language) == ("Ferry & gulls", "Tide Table", "en")
    assert brief.instant == article.published_at.isoformat()
    assert str(article.published_at.year) in brief.published


def test_an_article_without_source_and_date_has_neither_in_its_line():
    article = make_article(source=None, published_at=None)
    brief = briefs([article.docid])[article.docid]
    assert (brief.source, brief.published, brief.instant) == ("", "", "")


def test_any_number_of_articles_takes_one_query_and_none_takes_none():
    docids = [make_article().docid for _ in range(5)]
    with CaptureQueriesContext(connection) as queries:
        assert briefs(docids).keys() == set(docids)
        assert briefs([]) == {}
    assert len(queries) == 1


@given(st.text())
def test_addresses_made_together_are_those_made_one_by_one(title):
    article = Article(pk=12, slug=make_slug(title))
    assert article_paths([(12, article.slug)]) == [article.get_absolute_url()]
