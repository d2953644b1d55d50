"""Pages ask the database as often for many rows as for few."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.actions.articles import create
from articles.models import Tag
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db


def fill(number: int) -> None:
    user = make_user("annotator")
    tag = Tag.objects.filter(slug="delay").first() or make_tag(slug="delay")
    for step in range(number):
        article = make_article(
            source=f"Source {step % 15}", authors=[f"Author {step % 20}", "Ada Oar"]
        )
        make_annotation(article=article, author=user, quote="noon", tags=[tag])


@pytest.mark.parametrize(
    "address",
    [
        "/articles/",
        "/articles/?source=source-1&source=source-2&author=ada-oar",
        "/articles/?q=noon",
        "/articles/?q=noon&order=relevance&annotated=yes",
        "/articles/?published_after=2024-01-01&order=oldest",
        "/articles/facets/?q=noon",
        "/articles.atom",
        "/articles.atom?source=source-1",
        "/annotations/",
        "/annotations/?q=noon&order=article&with_children=no",
        "/annotations/?tag=delay&source=source-1&author=ada-oar&order=oldest",
        "/tags/delay/?published_after=2024-01-01",
    ],
)
def test_lists(client, count_queries, address):
    fill(10)
    assert client.get(address).status_code == 200
    few = count_queries(lambda: client.get(address))
    fill(190)
    assert count_queries(lambda: client.get(address)) == few
    assert few <= 25


def test_article(client, count_queries):
    dated = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
    create(title="Before", body="Seen.", published_at=dated - dt.timedelta(days=1))
    article = create(title="Ferry", body="Seen.", byline="Ada Oar and Bo Quay", published_at=dated)
    create(title="After", body="Seen.", published_at=dated + dt.timedelta(days=1))
    fill(10)
    address = f"{article.get_absolute_url()}?q=seen"
    few = count_queries(lambda: client.get(address))
    for number in range(20):
        create(
            title=f"Copy {number}", body="Seen.", byline="Ada Oar and Bo Quay", published_at=dated
        )
    fill(170)
    assert count_queries(lambda: client.get(address)) == few
    assert few <= 20
