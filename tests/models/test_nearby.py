from __future__ import annotations

import pytest

from articles.models import nearby as module
from articles.models.nearby import nearby
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def docids(neighbours):
    return [neighbour.docid for neighbour in neighbours]


def test_neighbours_come_closest_first_on_each_side(monkeypatch):
    monkeypatch.setattr(module, "AROUND", 3)
    articles = [make_article(source=("Tern", "Gull")[number % 2]) for number in range(9)]
    found = nearby(articles[4])
    assert docids(found.older) == [articles[number].docid for number in (3, 2, 1)]
    assert docids(found.newer) == [articles[number].docid for number in (5, 6, 7)]
    assert found.older[0].source == articles[3].source_id


def test_those_of_the_source_are_sought_further_away(monkeypatch):
    monkeypatch.setattr(module, "AROUND", 1)
    monkeypatch.setattr(module, "OF_SOURCE", 1)
    first, *_, middle = [make_article(source=name) for name in ("Tern", "Gull", "Gull", "Tern")]
    last = [make_article(source=name) for name in ("Gull", "Gull", "Tern")][-1]
    found = nearby(middle)
    assert docids(found.source_older) == [first.docid]
    assert docids(found.source_newer) == [last.docid]


def test_undated_articles_are_neighbours_in_the_list_but_not_of_the_source():
    undated = make_article(source="Tern", published_at=None)
    dated = make_article(source="Tern")
    assert docids(nearby(dated).older) == [undated.docid]
    assert nearby(dated).source_older == []


def test_an_article_without_a_source_has_none_of_its_source():
    make_article(source=None)
    found = nearby(make_article(source=None))
    assert (len(found.older), found.source_older, found.source_newer) == (1, [], [])
