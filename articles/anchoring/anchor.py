"""What an annotation remembers of its passage, and what became of it in another text. PURE.

All offsets are Unicode code points of the article's text, counted from 0, the end exclusive: the
unit of the W3C Web Annotation Data Model (TextPositionSelector, TextQuoteSelector) and of Python's
slices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CONTEXT = 32
"""Code points of context kept on either side of a quote."""

State = Literal["exact", "moved", "lost"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage, told twice: by position and by quote with context.

    `start` and `end` are both None where only the quote is known (annotations from elsewhere). The
    quote need not stand at the position: that is how an anchor of an earlier text looks. Raises
    ValueError for an empty quote, half a position, or a position that is negative or empty.
    """

    start: int | None
    end: int | None
    quote: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not self.quote:
            raise ValueError("an anchor needs a quote")
        if self.start is None or self.end is None:
            if self.start is not self.end:
                raise ValueError("start and end are both set or both None")
        elif not 0 <= self.start < self.end:
            raise ValueError(f"no passage from {self.start} to {self.end}")

    def stands_in(self, text: str) -> bool:
        """Whether `text` has the quote at the anchor's position."""
        if self.start is None or self.end is None or self.end - self.start != len(self.quote):
            return False
        return text.startswith(self.quote, self.start)


@dataclass(frozen=True, slots=True)
class Relocation:
    """Where a passage is in another text.

    - `exact`: the quote stands unchanged from `start` to `end`; similarity 1.
    - `moved`: from `start` to `end` stands what the passage was changed into; `similarity` tells
      how much of it is left, and is below 1.
    - `lost`: no place is similar enough; `start` and `end` are None and `similarity` is that of
      the best place that was refused, 0 if there was none.

    Raises ValueError where these disagree.
    """

    state: State
    start: int | None
    end: int | None
    similarity: float

    def __post_init__(self) -> None:
        if self.state not in ("exact", "moved", "lost"):
            raise ValueError(f"no such state: {self.state}")
        if not 0 <= self.similarity <= 1:
            raise ValueError(f"a similarity lies between 0 and 1: {self.similarity}")
        if self.state == "lost":
            if self.start is not None or self.end is not None:
                raise ValueError("a lost passage has no place")
        elif self.start is None or self.end is None or not 0 <= self.start < self.end:
            raise ValueError(f"no passage from {self.start} to {self.end}")
        if self.state != "lost" and (self.state == "exact") != (self.similarity == 1):
            raise ValueError("exact is similarity 1, and only that")


def describe(text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`, with up to 32 code points of context on either side.

    Raises ValueError if that is not a passage of the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage from {start} to {end} in a text of {len(text)}")
    prefix = text[max(0, start - CONTEXT) : start]
    return Anchor(start, end, text[start:end], prefix, text[end : end + CONTEXT])
