"""Years, months and days as the date bar of the admin speaks of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple, Self

from articles.models import Article
from articles.models.docid import EPOCH, PER_SECOND, first_docid
from articles.models.scope import YEAR_ONE

YEARS_SHOWN = 60
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Period(NamedTuple):
    """A year, a month or a day in UTC, written as `2024`, `2024-05` or `2024-05-31`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def read(cls, written: str) -> Self:
        """Raises ValueError for what is no such period."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError("no year, month or day")
        year, month, day = (int(part) if part else None for part in found.groups())
        period = cls(int(year or 0), month, day)
        dt.date(period.year, period.month or 1, period.day or 1)  # raises ValueError
        return period

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in self[1:] if part)]
        return "-".join(parts)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        if self.day:
            return f"{self.day} {calendar.month_name[self.month or 1]}"
        return calendar.month_name[self.month] if self.month else str(self.year)

    @property
    def around(self) -> list[Period]:
        """The period and those that it lies in, widest first."""
        found = [Period(self.year), Period(self.year, self.month), self]
        return found[: 3 if self.day else 2 if self.month else 1]

    @property
    def within(self) -> list[Period]:
        """The months of a year, the days of a month."""
        if self.day:
            return []
        if self.month is None:
            return [Period(self.year, month) for month in range(1, 13)]
        return [Period(self.year, self.month, day) for day in range(1, self.last.day + 1)]


def years() -> list[Period]:
    """The years from the first to the last article; of very many, the newest that have any."""
    dated = Article.objects.filter(docid__gte=first_docid(YEAR_ONE)).values_list("docid", flat=True)
    oldest, newest = dated.order_by("docid").first(), dated.order_by("-docid").first()
    if oldest is None or newest is None:
        return []
    span = range(_year(oldest), _year(newest) + 1)
    if len(span) <= YEARS_SHOWN:
        return [Period(year) for year in span]
    found: list[Period] = []
    while newest is not None and len(found) < YEARS_SHOWN:
        found.insert(0, Period(_year(newest)))
        start = dt.datetime(found[0].year, 1, 1, tzinfo=dt.UTC)
        newest = dated.filter(docid__lt=first_docid(start)).order_by("-docid").first()
    return found


def _year(docid: int) -> int:
    return (EPOCH + dt.timedelta(seconds=docid // PER_SECOND)).year
