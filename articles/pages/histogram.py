"""Articles over time as bars, each of which sets the range of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from articles.pages.words import MONTHS, SHORT_MONTHS
from articles.pages.words import day as day_in_words
from articles.rendering.hits import Html

MOST_BARS = 90
HEIGHT = 60
WIDTH = 600
GAP = 1

SHORT_UNITS = {"week", "month", "quarter"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Days from `first` to `last`, and where their bar stands in an SVG of `WIDTH` by `HEIGHT`."""

    first: dt.date
    last: dt.date
    label: str
    number: int
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Histogram:
    bars: list[Bar]
    unit: str
    most: int
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def total(self) -> int:
        return sum(bar.number for bar in self.bars)

    def drawn(self, query: str) -> Html:
        """The bars that show something as links of the SVG, to `query` with their days added."""
        start = escape(f"{query}{'&' if query else '?'}")
        return Html("".join(_drawn(bar, start) for bar in self.bars if bar.number))

    def table(self) -> Html:
        """The same as rows of a table."""
        rows = (
            f'<tr><th scope="row">{bar.label}</th><td>{bar.number:,}</td></tr>'
            for bar in self.bars
            if bar.number
        )
        return Html("".join(rows))


def _drawn(bar: Bar, start: str) -> str:
    """A template would take ten times as long over the dozen values of each of 90 bars."""
    days = f"published_after={bar.first}&amp;published_before={bar.last}"
    return (
        f'<a href="{start}{days}" aria-label="{bar.label}: {bar.number}">'
        f"<title>{bar.label}: {bar.number:,}</title>"
        f'<rect class="reach" x="{bar.x}" y="0" width="{bar.width}" height="{HEIGHT}"></rect>'
        f'<rect class="bar" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}">'
        "</rect></a>"
    )


def histogram(
    span: tuple[dt.date, dt.date] | None,
    count: Callable[[list[tuple[dt.date, dt.date]]], list[int]],
    *,
    after: dt.date | None = None,
    before: dt.date | None = None,
) -> Histogram | None:
    """Bars of the finest unit that gives 90 at most; None when there is nothing to show.

    `span` is the first and the last day of what is to show; `count` tells how much of it there is
    in each period from one day to another. No bar reaches beyond the days asked for: it leads to
    as many articles as it shows.
    """
    if span is None:
        return None
    for unit, functions in UNITS.items():
        start_of, next_start, label = functions
        starts = list(_periods(*span, start_of, next_start, MOST_BARS + 1))
        if len(starts) <= MOST_BARS or unit == "millennium":
            break
    periods = [
        (max(start, after or start), min(_day_before(next_start(start)), before or dt.date.max))
        for start in starts
    ]
    numbers = count(periods)
    most = max(numbers)
    step = WIDTH / len(periods)
    bars = [
        _bar(*days, label(start), number, index * step, step, most)
        for index, (start, days, number) in enumerate(zip(starts, periods, numbers, strict=True))
    ]
    return Histogram(bars, unit, most, _end(bars[0].first, unit), _end(bars[-1].last, unit))


def _end(day: dt.date, unit: str) -> str:
    """An end of the time shown, as short as the unit lets it be."""
    if unit == "day":
        return day_in_words(day)
    return f"{SHORT_MONTHS[day.month]} {day.year}" if unit in SHORT_UNITS else str(day.year)


def _bar(
    first: dt.date, last: dt.date, label: str, number: int, x: float, step: float, most: int
) -> Bar:
    # A bar of one article among thousands is still to be seen and hit.
    height = max(2.0, HEIGHT * number / most) if number else 0.0
    return Bar(
        first=first,
        last=last,
        label=label,
        number=number,
        x=f"{x:.2f}",
        y=f"{HEIGHT - height:.2f}",
        width=f"{max(1.0, step - GAP):.2f}",
        height=f"{height:.2f}",
    )


def _day_before(end: dt.date) -> dt.date:
    """The last day before `end`, which stands for no end when it is the last day there is."""
    return end - dt.timedelta(days=1) if end != dt.date.max else end


def _periods(
    first: dt.date,
    last: dt.date,
    start_of: Callable[[dt.date], dt.date],
    next_start: Callable[[dt.date], dt.date],
    most: int,
) -> Iterator[dt.date]:
    period = start_of(first)
    for _ in range(most):
        yield period
        following = next_start(period)
        if following > last or following == dt.date.max:
            return
        period = following


def _plus_months(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, 1) if year <= dt.MAXYEAR else dt.date.max


def _plus_days(day: dt.date, days: int) -> dt.date:
    return (
        day + dt.timedelta(days=days)
        if day.toordinal() + days < dt.date.max.toordinal()
        else dt.date.max
    )


def _of_years(years: int) -> tuple[Any, Any, Any]:
    return (
        lambda day: dt.date(max(1, day.year - day.year % years), 1, 1),
        lambda day: _plus_months(day, 12 * (years - day.year % years)),
        lambda day: (
            str(day.year) if years == 1 else f"{day.year}–{day.year - day.year % years + years - 1}"
        ),
    )


# For each unit: the period a day is in, the start of the next period, and what a period is called.
UNITS: dict[str, tuple[Any, Any, Any]] = {
    "day": (
        lambda day: day,
        lambda day: _plus_days(day, 1),
        day_in_words,
    ),
    "week": (
        lambda day: day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1)),
        lambda day: _plus_days(day, 7),
        lambda day: f"week of {day_in_words(day)}",
    ),
    "month": (
        lambda day: day.replace(day=1),
        lambda day: _plus_months(day, 1),
        lambda day: f"{MONTHS[day.month]} {day.year}",
    ),
    "quarter": (
        lambda day: day.replace(month=day.month - (day.month - 1) % 3, day=1),
        lambda day: _plus_months(day, 3),
        lambda day: f"{MONTHS[day.month]} to {MONTHS[day.month + 2]} {day.year}",
    ),
    "year": _of_years(1),
    "decade": _of_years(10),
    "century": _of_years(100),
    "millennium": _of_years(1000),
}
