from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from articles.pages import histogram as module
from articles.pages.histogram import MOST_BARS


def histogram(by_day, **asked):
    """The histogram of so many articles on these days."""

    def count(periods):
        return [
            sum(number for day, number in by_day.items() if first <= day <= last)
            for first, last in periods
        ]

    return module.histogram((min(by_day), max(by_day)) if by_day else None, count, **asked)


archives = st.dictionaries(st.dates(), st.integers(1, 10**6), min_size=1, max_size=40)


@given(archives)
def test_bars_hold_every_article_once_and_follow_each_other(by_day):
    drawn = histogram(by_day)
    assert drawn.total == sum(by_day.values())
    assert 1 <= len(drawn.bars) <= MOST_BARS
    for bar, following in zip(drawn.bars, drawn.bars[1:], strict=False):
        assert bar.first <= bar.last
        assert bar.last + dt.timedelta(days=1) == following.first
    for bar in drawn.bars:
        within = sum(number for day, number in by_day.items() if bar.first <= day <= bar.last)
        assert bar.number == within
        assert (float(bar.height) > 0) == (bar.number > 0)


@given(archives, st.dates(), st.dates())
def test_bars_reach_no_further_than_the_days_that_were_asked_for(by_day, one, other):
    after, before = sorted((one, other))
    asked = {day: number for day, number in by_day.items() if after <= day <= before}
    drawn = histogram(asked, after=after, before=before)
    if drawn is not None:
        assert after <= drawn.bars[0].first
        assert drawn.bars[-1].last <= before


def test_nothing_to_show():
    assert histogram({}) is None


def test_units_grow_with_the_time_between_first_and_last():
    def unit(days: int) -> str:
        first = dt.date(1960, 1, 1)
        return histogram({first: 1, first + dt.timedelta(days=days): 1}).unit

    assert [unit(days) for days in (0, 80, 300, 2_000, 8_000, 20_000, 100_000)] == [
        "day", "day", "week", "month", "quarter", "year", "decade",
    ]  # fmt: skip


def test_a_bar_says_what_time_it_is():
    year = histogram({dt.date(1901, 5, 3): 2, dt.date(1969, 12, 31): 5})
    assert (year.first, year.last, year.unit) == ("1901", "1969", "year")
    day = histogram({dt.date(2024, 2, 29): 1})
    assert day.bars[0].label == "29 February 2024"


def test_the_highest_bar_fills_the_height_and_a_lone_article_can_be_hit():
    drawn = histogram({dt.date(2024, 1, 1): 100_000, dt.date(2024, 1, 2): 1})
    assert [float(bar.height) for bar in drawn.bars] == [60.0, 2.0]
