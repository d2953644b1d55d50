"""Days in words. Django's formats say the same, in ten times as long."""

from __future__ import annotations

import calendar
import datetime as dt

MONTHS = ("", *calendar.month_name[1:])
SHORT_MONTHS = ("", *calendar.month_abbr[1:])


def day(date: dt.date) -> str:
    """Such as 7 November 2019."""
    return f"{date.day} {MONTHS[date.month]} {date.year}"


def short_day(date: dt.date) -> str:
    """Such as 7 Nov 2019."""
    return f"{date.day} {SHORT_MONTHS[date.month]} {date.year}"


def weekday_and_day(date: dt.date) -> str:
    """Such as Thursday, 7 November 2019."""
    return f"{calendar.day_name[date.weekday()]}, {day(date)}"
