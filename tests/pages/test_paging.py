from __future__ import annotations

import pytest
from django.http import Http404

from articles.models.listing import Total
from articles.pages.paging import page_number, paging


@pytest.mark.parametrize(("value", "number"), [(None, 1), ("", 1), ("1", 1), ("40", 40)])
def test_page_numbers(value, number):
    assert page_number(value) == number


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "last", "١", "9" * 40, "1\0", " 2"])
def test_what_is_no_page(value):
    with pytest.raises(Http404):
        page_number(value)


def test_one_page_has_no_numbers():
    shown = paging(1, Total(25, capped=False), more=False)
    assert (shown.numbers, shown.previous, shown.following) == ([], None, None)


def test_numbers_around_and_gaps():
    shown = paging(10, Total(1_000, capped=False), more=True)
    assert shown.numbers == [1, None, 8, 9, 10, 11, 12, None, 40]
    assert (shown.previous, shown.following, shown.offset) == (9, 11, 225)


def test_a_gap_never_stands_beside_the_first_or_the_last():
    assert paging(1, Total(60, capped=False), more=True).numbers == [1, 2, 3]
    assert paging(3, Total(60, capped=False), more=False).following is None


def test_a_total_that_is_a_lower_bound_names_no_last_page():
    shown = paging(1, Total(10_000, capped=True), more=True)
    assert shown.numbers == [1, 2, 3]
    deep = paging(500, Total(10_000, capped=True), more=True)
    assert deep.numbers == [1, None, 498, 499, 500, 501]
    assert deep.following == 501
