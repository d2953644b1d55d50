"""What people type into fields, as the archive keeps text."""

from __future__ import annotations

import re

from articles.importers.decoding import clean

_SPACES = re.compile(r"[ \t\n]+")


def block(text: str) -> str:
    """Text of several lines, without control characters other than tab and newline."""
    return clean(text)[0]


def line(text: str) -> str:
    """Text of one line: spaces folded, without control characters."""
    return _SPACES.sub(" ", clean(text)[0]).strip()
