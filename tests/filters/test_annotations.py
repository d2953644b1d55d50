"""What an address asks of the annotations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.http import QueryDict

from articles.filters import AnnotationFilter
from articles.models.passages import PassageScope
from tests.factories import make_annotation, make_article, make_author, make_source, make_tag

pytestmark = pytest.mark.django_db


def scope(query: str, **values) -> PassageScope:
    found = AnnotationFilter(QueryDict(query), **values)
    assert found.form.is_valid(), found.form.errors
    return found.scope


@pytest.fixture
def tags():
    top = make_tag("Weather", slug="weather")
    return {"weather": top, "fog": make_tag("Fog", slug="fog", parent=top)}


def test_nothing_asked_for_is_everything_newest_first():
    found = AnnotationFilter(QueryDict("q=&tag=&by=&state=&order=&article="))
    assert found.form.is_valid()
    assert found.scope == PassageScope()
    assert found.listing.order == "newest"


def test_everything_asked_for_is_in_the_scope(annotator, tags):
    article = make_article()
    make_annotation(article=article, author=annotator)
    source, author = make_source("Tern"), make_author("Ada")
    asked = scope(
        "q=ferry&tag=Fog&also=weather&with_children=no&by=annotator&state=lost&state=moved"
        f"&visibility=shared&has_note=yes&source=tern&author=ada&article={article.pk}"
        "&published_after=2024-01-01&published_before=2024-02-29"
    )
    assert asked.query is not None
    assert asked.without(query=None) == PassageScope(
        tags=(tags["fog"].pk,),
        also=((tags["weather"].pk,),),
        people=(annotator.pk,),
        states=("lost", "moved"),
        visibility="shared",
        has_note=True,
        sources=(source.pk,),
        authors=(author.pk,),
        article=article.pk,
        after=dt.date(2024, 1, 1),
        before=dt.date(2024, 2, 29),
    )


def test_a_tag_stands_for_its_family(tags):
    family = tuple(sorted(tag.pk for tag in tags.values()))
    assert scope("tag=weather").tags == family
    assert scope("tag=weather&tag=fog").tags == family
    assert scope("also=weather&also=fog").also == (family, (tags["fog"].pk,))
    assert scope("", tag=tags["weather"]).also == (family,)
    assert scope("with_children=no", tag=tags["weather"]).also == ((tags["weather"].pk,),)


def test_its_queryset_is_every_annotation_in_scope(annotator, tags):
    rows = [
        make_annotation(article=make_article(), author=annotator, tags=[tags["fog"]])
        for _ in range(3)
    ]
    make_annotation(article=rows[0].article, author=annotator)
    found = AnnotationFilter(QueryDict("tag=weather"), viewer=annotator)
    assert set(found.qs) == set(rows)


def test_every_parameter_is_written_down():
    page = Path(__file__).resolve().parents[2] / "docs" / "annotations-list.md"
    text = page.read_text(encoding="utf-8")
    missing = [name for name in AnnotationFilter.base_filters if f"`{name}`" not in text]
    assert missing == []


@pytest.mark.parametrize("number", ["9" * 19, "0" * 20 + "9" * 40, "0" * 20 + "9" * 5_000])
def test_a_number_that_no_article_can_have_is_told(number):
    found = AnnotationFilter(QueryDict(f"article={number}"))
    assert not found.form.is_valid()
    assert "article" in found.form.errors
