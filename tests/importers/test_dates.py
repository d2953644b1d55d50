from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.dates import instant

MOMENT = datetime(2019, 11, 7, 8, 48, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2019-11-07T08:48:42+00:00",
        "2019-11-07T08:48:42Z",
        "2019-11-07 08:48:42",
        "2019-11-07T14:18:42+0530",
        "2019-11-07T14:18:42+05:30",
        "2019-11-06T22:48:42-10:00",
        "20191107T084842Z",
        "2019-W45-4T08:48:42",
        "2019-11-07 09:48:42 +0100",
        "2019-11-07 08:48:42 UTC",
    ],
)
def test_every_spelling_of_one_instant(written):
    assert instant(written) == MOMENT
    assert instant(written).tzinfo is UTC


def test_fractions_of_seconds_are_kept():
    assert instant("2019-11-07T08:48:42.25Z") == MOMENT + timedelta(milliseconds=250)
    assert instant("2019-11-07T08:48:42,250000Z") == MOMENT + timedelta(milliseconds=250)


@pytest.mark.parametrize("written", ["2019-11-07", "20191107", "2019-W45-4"])
def test_a_date_alone_is_midnight_in_utc(written):
    assert instant(written) == datetime(2019, 11, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2019", "2019-13-01", "2019-02-30", "2019-11-07T25:00", "7 November 2019"],
)
def test_what_is_no_iso_date_is_none(written):
    assert instant(written) is None


@pytest.mark.parametrize(
    "written",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01", "9999-12-31T20:00"],
)
def test_instants_at_the_edge_of_time_are_none(written):
    assert instant(written) is None


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_any_offset_gives_the_same_instant(moment, minutes):
    sign = "-" if minutes < 0 else "+"
    offset = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    read = instant(moment.isoformat() + offset)
    if 2 < moment.year < 9998:
        assert read == moment.replace(tzinfo=UTC) - timedelta(minutes=minutes)
    assert read is None or read.astimezone(UTC) == read


@given(st.text() | st.from_regex(r"[-0-9TWZ:+., ]{0,40}", fullmatch=True))
def test_no_text_raises(written):
    assert instant(written) is None or instant(written).tzinfo is UTC
