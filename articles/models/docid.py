"""The number that puts articles in the order of their publication.

An index over it streams articles newest first, and search rows carry it as their row id, so that
hits come in that order without sorting. It is the publication time in seconds since 1970, times
1,024, plus a free number; articles without a date come before all others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count

PER_SECOND = 1024
UNDATED = -(2**62)
UNDATED_SPAN = 2**40
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
# When more than 1,024 articles share a second, the next ones go into the seconds after it: as many
# as a day has, so that a search by date need look no further.
SPILL = 86_400 * PER_SECOND


def first_docid(published_at: dt.datetime | None) -> int:
    """The lowest docid for an article of that instant (aware), or for an undated one."""
    if published_at is None:
        return UNDATED
    return (published_at - EPOCH) // SECOND * PER_SECOND


def candidates(published_at: dt.datetime | None, identity: str) -> Iterator[int]:
    """The docids to try for an article, best first.

    Where to begin within the second follows from the microseconds, else from the identity (hex
    digits), so that a batch of articles with the same date seldom meets itself, and a repeated
    import gives the same numbers.
    """
    start = first_docid(published_at)
    seed = int(identity[:10], 16)
    if published_at is None:
        for step in count():
            yield start + (seed + step) % UNDATED_SPAN
    else:
        micro = published_at.microsecond
        offset = micro * PER_SECOND // 1_000_000 if micro else seed % PER_SECOND
        for step in range(PER_SECOND):
            yield start + (offset + step) % PER_SECOND
        for step in range(PER_SECOND, SPILL):
            yield start + step
        raise OverflowError(f"{SPILL:,} articles have the date {published_at.isoformat()}")


def docid_stands(docid: int, published_at: dt.datetime | None) -> bool:
    """Whether a docid still puts its article at its place in time."""
    first = first_docid(published_at)
    return first <= docid < first + (UNDATED_SPAN if published_at is None else SPILL)
