"""Publication dates as written to instants in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# A day within what datetime holds, so that no time zone a reader picks leads outside.
_EARLIEST = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
_LATEST = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
_SPACED_ZONE = re.compile(r"\s+(?:(?P<utc>UTC|GMT|Z)|(?P<offset>[+-]\d\d:?\d\d))$", re.IGNORECASE)


def instant(written: str) -> datetime | None:
    """The ISO 8601 date or date with time `written` as an instant in UTC, None if unreadable.

    Any offset; without one, UTC; without a time, midnight. As `datetime.fromisoformat` reads it
    (week dates, compact forms, fractions), and besides with a space before the offset or UTC,
    as static site generators write it.
    """
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        spaced = _SPACED_ZONE.search(written)
        if spaced is None:
            return None
        try:
            moment = datetime.fromisoformat(
                written[: spaced.start()] + (spaced["offset"] or "+00:00")
            )
        except ValueError:
            return None
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None
    return moment if _EARLIEST <= moment <= _LATEST else None
