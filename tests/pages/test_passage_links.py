"""Addresses of lists of annotations."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from articles.filters import AnnotationFilter
from articles.pages.passage_links import of_tag, passage_chips, passages_kept
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


def test_only_what_says_something_is_kept():
    kept = passages_kept(QueryDict("tag=a&tag=b&tag=&q=&order=oldest&order=newest&page=3&x=1"))
    assert kept.urlencode() == "order=newest&tag=a&tag=b"


def test_a_tags_page_as_a_filter_of_the_whole_list():
    tag = make_tag("Fog", slug="fog")
    assert of_tag(QueryDict("also=x&q=y"), tag).urlencode() == "also=fog&also=x&q=y"
    assert of_tag(QueryDict("q=y"), None).urlencode() == "q=y"


def test_each_chip_takes_off_one_value_alone(annotator):
    article = make_article(source="Tern")
    tags = [make_tag("Fog", slug="fog"), make_tag("Rain", slug="rain")]
    make_annotation(article=article, author=annotator, tags=tags)
    query = passages_kept(
        QueryDict(f"q=a&tag=fog&tag=rain&by=annotator&state=lost&has_note=no&article={article.pk}")
    )
    found = AnnotationFilter(query, viewer=annotator)
    assert found.form.is_valid()
    chips = {(chip.label, chip.value): chip.without for chip in passage_chips(query, found.form)}
    assert [value for label, value in chips if label == "Tag"] == ["Fog", "Rain"]
    assert chips["Article", article.title].endswith("by=annotator&state=lost")
    assert "tag=rain" in chips["Tag", "Fog"]
    assert "tag=fog" not in chips["Tag", "Fog"]
    assert "q=a" in chips["State", "Lost"]
    assert "state" not in chips["State", "Lost"]
    assert "has_note" not in chips["With a note", "no"]
