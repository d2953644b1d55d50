from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from articles.actions.articles import revise
from tests.admin.posting import LIST, messages_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client, editor):
    client.force_login(editor)

    def titles(**query) -> set[str]:
        response = client.get(reverse(LIST), query)
        return {article.title for article in response.context["cl"].result_list}

    return titles


def test_each_filter_finds_its_own(listed, editor):
    plain = make_article(title="Plain", source="A", authors=["Ada"])
    revised = make_article(title="Revised", source="B", authors=["Bo", "Ada"])
    revise(article=revised, body="Another text", by=editor, reason="")
    make_article(title="Copy", source="C", duplicate_of=plain)
    make_article(title="Undated", source="C", published_at=None)
    assert listed() == {"Plain", "Revised", "Copy", "Undated"}
    assert listed(state="revised") == {"Revised"}
    assert listed(state="duplicate") == {"Copy"}
    assert listed(state="undated") == {"Undated"}
    assert listed(source=plain.source_id) == {"Plain"}
    assert listed(author=plain.authors.get().pk) == {"Plain", "Revised"}
    assert listed(author=plain.authors.get().pk, source=revised.source_id) == {"Revised"}


def test_the_date_bar_leads_from_years_to_days(client, listed):
    for title, moment in {
        "Eve": dt.datetime(2023, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
        "Day": dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        "May": dt.datetime(2024, 5, 31, 12, tzinfo=dt.UTC),
    }.items():
        make_article(title=title, published_at=moment)
    make_article(title="Undated", published_at=None)
    assert listed(published="2023") == {"Eve"}
    assert listed(published="2024") == {"Day", "May"}
    assert listed(published="2024-05") == {"May"}
    assert listed(published="2024-05-31") == {"May"}
    assert listed(published="2024-05-30") == set()
    page = client.get(reverse(LIST)).content.decode()
    assert "?published=2023" in page
    page = client.get(reverse(LIST), {"published": "2024-05", "q": "ferry"}).content.decode()
    assert "published=2024-05-31&amp;q=ferry" in page
    assert "published=2024&amp;q=ferry" in page


@pytest.mark.parametrize("query", [{"published": "soon"}, {"source": "x"}, {"state": "odd"}])
def test_a_value_that_makes_no_sense_finds_nothing_and_says_so(client, listed, query):
    make_article()
    assert listed(**query) == set()
    assert messages_of(client.get(reverse(LIST), query))
