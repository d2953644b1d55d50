from __future__ import annotations

import datetime as dt

import pytest

from articles.admin.periods import YEARS_SHOWN, Period, years
from tests.factories import make_article


def noon(year: int) -> dt.datetime:
    return dt.datetime(year, 6, 1, 12, tzinfo=dt.UTC)


def test_a_period_is_written_as_it_is_read():
    for written in ("2024", "2024-02", "2024-02-29", "0001-01-01", "9999-12"):
        assert str(Period.read(written)) == written


@pytest.mark.parametrize(
    "written", ["", "24", "2024-1", "2024-13", "2023-02-29", "0000", "２０２４"]
)
def test_what_is_no_period_is_refused(written):
    with pytest.raises(ValueError):
        Period.read(written)


def test_the_days_of_a_period():
    assert (Period(2024, 2).first, Period(2024, 2).last) == (
        dt.date(2024, 2, 1),
        dt.date(2024, 2, 29),
    )
    assert Period(2024).last == dt.date(2024, 12, 31)
    assert len(Period(2024, 2).within) == 29
    assert Period(2024, 2, 3).around == [Period(2024), Period(2024, 2), Period(2024, 2, 3)]


@pytest.mark.django_db
def test_years_run_from_the_first_to_the_last_article():
    assert years() == []
    make_article(published_at=None)
    assert years() == []
    make_article(published_at=noon(2021))
    make_article(published_at=noon(2023))
    assert years() == [Period(2021), Period(2022), Period(2023)]


@pytest.mark.django_db
def test_far_apart_only_years_that_have_articles_are_offered(count_queries):
    for year in (1, 1066, 2024, 9999):
        make_article(published_at=noon(year))
    assert years() == [Period(1), Period(1066), Period(2024), Period(9999)]
    assert count_queries(years) < YEARS_SHOWN
