"""Pages, neighbours and counts where many documents match; run against the tests' database."""

from __future__ import annotations

import pytest

from articles.search import Criteria, backend, parse
from tests.search.contract import add, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    """3,000 documents: `even` in every second one, `old` in the oldest half, `seldom` in three."""
    rows = []
    for docid in range(3000):
        kinds = ["even"] if docid % 2 == 0 else ["odd"]
        kinds += ["old"] if docid < 1500 else []
        kinds += ["seldom"] if docid in (0, 1500, 2999) else []
        rows.append((docid, " ".join(kinds)))
    add(*rows)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("even", range(0, 3000, 2)),
        ("seldom", [0, 1500, 2999]),
        ("old", range(1500)),
        ("-old", range(1500, 3000)),
        ("even old", range(0, 1500, 2)),
    ],
)
def test_every_page_is_right_however_many_are_found(many, order, query, found):
    ordered = sorted(found, reverse=order == "newest")
    for offset in (0, 25, 450, 690, 1400, 2900):
        assert find(query, order, offset=offset, limit=25) == ordered[offset : offset + 25]


def test_neighbours_are_the_next_that_match(many):
    search, even = backend(), Criteria(parse("even"))
    assert (search.older(even, 1000), search.newer(even, 1000)) == (998, 1002)
    assert (search.older(even, 0), search.newer(even, 2998)) == (None, None)
    within = Criteria(parse("even"), after=1000, before=1003)
    assert (search.older(within, 1002), search.newer(within, 1000)) == (1000, 1002)
    assert (search.older(within, 1000), search.newer(within, 1002)) == (None, None)
    # From outside its bounds, the nearest within them.
    assert (search.older(within, 2000), search.newer(within, 3)) == (1002, 1000)


def test_counts_stop_at_their_cap(many):
    even = Criteria(parse("even"))
    assert backend().count(even) == 1500
    assert backend().count(even, cap=100) == 100
    assert backend().count(Criteria(parse("seldom")), cap=100) == 3
    assert backend().count(Criteria(parse("even"), only=tuple(range(10))), cap=3) == 3


def test_optimizing_within_a_transaction_loses_nothing(many):
    backend().optimize()
    assert backend().count(Criteria(parse("even"))) == 1500
