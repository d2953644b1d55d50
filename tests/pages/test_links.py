from __future__ import annotations

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.pages.links import chips, kept, query_string
from tests.factories import make_author, make_source, make_tag


def test_kept_are_the_lists_own_parameters_that_say_something():
    query = kept(QueryDict("q=ferry&page=3&source=&source=a&source=b&utm_source=x&annotated=+"))
    assert query.urlencode() == "q=ferry&source=a&source=b"


def test_query_string_sets_and_takes_off():
    query = QueryDict("q=a%26b&source=x")
    assert query_string(query, source=None) == "?q=a%26b"
    assert query_string(query, page=2) == "?q=a%26b&source=x&page=2"
    assert query_string(query, q=None, source=None) == ""


@pytest.mark.django_db
def test_each_chip_takes_off_itself_alone():
    make_source("Tern"), make_source("Gull"), make_author("Ada Oar"), make_tag("Sea", slug="sea")
    asked = (
        "q=ferry&source=gull&source=tern&author=ada-oar&tag=sea&annotated=yes"
        "&published_after=2024-01-01&published_before=2024-12-31&order=oldest"
    )
    found = ArticleFilter(QueryDict(asked))
    assert found.form.is_valid(), found.form.errors
    shown = chips(kept(QueryDict(asked)), found.form)
    assert [(chip.label, chip.value) for chip in shown] == [
        ("Words", "ferry"),
        ("Source", "Gull"),
        ("Source", "Tern"),
        ("Author", "Ada Oar"),
        ("Tag", "Sea"),
        ("Annotated", "yes"),
        ("From", "2024-01-01"),
        ("To", "2024-12-31"),
    ]
    whole = set(asked.split("&"))
    for chip, gone in zip(shown, asked.split("&"), strict=False):
        assert set(chip.without.removeprefix("?").split("&")) == whole - {gone}


@pytest.mark.django_db
def test_without_words_there_is_no_best_match():
    query = QueryDict("q=ferry&order=relevance")
    found = ArticleFilter(query)
    assert found.form.is_valid()
    assert [chip.without for chip in chips(query, found.form)] == [""]
