from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from articles.pages.words import day, short_day, weekday_and_day


@given(st.dates() | st.datetimes())
def test_days_in_words_are_those_of_django(date):
    assert day(date) == date_format(date, "j F ") + str(date.year)
    assert short_day(date) == date_format(date, "j M ") + str(date.year)
    assert weekday_and_day(date) == date_format(date, "l, j F ") + str(date.year)


def test_a_day_as_a_reader_expects_it():
    assert day(dt.date(2019, 11, 7)) == "7 November 2019"
    assert short_day(dt.date(2019, 11, 7)) == "7 Nov 2019"
    assert weekday_and_day(dt.date(2019, 11, 7)) == "Thursday, 7 November 2019"
