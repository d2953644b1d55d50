from __future__ import annotations

import pytest

from articles.models import Article
from articles.models.counting import count_by_source, count_ranges
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def docids():
    """Of six articles, oldest first: the even ones of Tern, the others of Gull."""
    for number in range(6):
        make_article(source=("Tern", "Gull")[number % 2])
    return list(Article.objects.oldest().values_list("docid", flat=True))


def test_ranges_hold_their_low_end_and_not_their_high_one(docids):
    ranges = [(docids[0], docids[2]), (docids[2], docids[2]), (docids[2], docids[5] + 1)]
    assert count_ranges(ranges) == [2, 0, 4]
    assert count_ranges([]) == []


def test_ranges_of_some_sources(docids):
    everything = [(docids[0], docids[5] + 1)]
    tern, gull = make_source("Tern").pk, make_source("Gull").pk
    assert count_ranges(everything, [tern]) == [3]
    assert count_ranges(everything, [tern, gull]) == [6]


def test_sources_are_counted_within_a_range_and_empty_ones_left_out(docids):
    tern, gull = make_source("Tern").pk, make_source("Gull").pk
    make_source("Auk")
    assert count_by_source() == {tern: 3, gull: 3}
    assert count_by_source(docids[1]) == {tern: 2, gull: 3}
    assert count_by_source(docids[1], docids[2]) == {gull: 1}
