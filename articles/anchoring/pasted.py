"""Where in a text a passage stands that somebody pasted. PURE."""

from __future__ import annotations

import re
from itertools import islice

from articles.anchoring.anchor import Anchor
from articles.anchoring.locate import locate
from articles.anchoring.occurrences import Wanted

MOST_PLACES = 50
MOST_TEXT = 1_000_000  # code points in which a passage that does not stand there is looked for
SPACE = re.compile(r"\s+")


def places(text: str, passage: str) -> list[tuple[int, int]]:
    """The ranges (code points) where the passage stands, at most `MOST_PLACES`.

    As it is, else with other white space (browsers copy line breaks in their own ways), else as
    `Wanted` takes words, with other capitals say, else the one place most like it; nowhere: [].
    """
    passage = passage.strip()
    if not passage:
        return []
    found = _exact(text, passage)
    if not found:
        found = _spaced(text, passage)
    if not found:
        found = list(islice(Wanted(passage).places(text[:MOST_TEXT]), MOST_PLACES))
    if not found:
        place = locate(text[:MOST_TEXT], Anchor(None, None, passage))
        if place.start is not None and place.end is not None:
            found = [(place.start, place.end)]
    return found


def _exact(text: str, passage: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = text.find(passage)
    while start >= 0 and len(found) < MOST_PLACES:
        found.append((start, start + len(passage)))
        start = text.find(passage, start + 1)
    return found


def _spaced(text: str, passage: str) -> list[tuple[int, int]]:
    """Places that differ in white space alone: looked for in the text without any."""
    kept = [index for index, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[index] for index in kept)
    wanted = SPACE.sub("", passage)
    return [(kept[start], kept[end - 1] + 1) for start, end in _exact(bare, wanted)]
