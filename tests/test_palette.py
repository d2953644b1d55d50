"""The colours of tags can be told apart, and text on them can be read, whoever looks.

What is seen of a segment is one tint, of the annotation that began last, and two lines at most: a
tint lets nothing through, so over three layers text stands on the same ground as over one.
"""

from __future__ import annotations

import re
from itertools import combinations, product
from pathlib import Path

import pytest

from articles.models import Tag
from tests.colours import VISIONS, contrast, distance, seen

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
SCHEMES = ("light", "dark")
NAMES = [*Tag.Colour.values, "plain"]

# CIEDE2000. 2.3 is just noticeable for large fields side by side (Mahy and others 1994). A tint is
# such a field, but lies apart from others: twice that. A line is thin as well: four times.
TINTS_APART = 5
LINES_APART = 10
TEXT, LINE = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11


def colours(sheet: str) -> dict[str, tuple[str, str]]:
    """The custom properties of a style sheet that are a colour for each scheme."""
    text = (CSS / sheet).read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", text)
    return {name: (light, dark) for name, light, dark in found}


MARKS, TOKENS = colours("marks.css"), colours("tokens.css")


def test_the_distance_is_that_of_the_published_pairs():
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    for one, other, expected in pairs:
        assert distance(one, other) == pytest.approx(expected, abs=1e-4)


def test_there_are_twelve_and_each_has_its_looks():
    assert len(Tag.Colour.values) == 12
    sheet = (CSS / "marks.css").read_text(encoding="utf-8")
    for name in NAMES:
        assert {f"{name}-line", f"{name}-tint"} <= MARKS.keys()
        # No alpha: nothing shines through a tint, however many layers lie below it.
        assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in MARKS[f"{name}-tint"])
        for kind in "cuv":
            assert f".{kind}-{name} {{" in sheet


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("of", ["ink", "link"])
def test_text_and_links_can_be_read_on_every_tint(scheme, of):
    place = SCHEMES.index(scheme)
    low = {
        name: round(found, 2)
        for name in NAMES
        if (found := contrast(TOKENS[of][place], MARKS[f"{name}-tint"][place])) < TEXT
    }
    assert low == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_line_shows_on_the_page_and_on_every_tint(scheme):
    place = SCHEMES.index(scheme)
    grounds = {"page": TOKENS["ground"][place]}
    grounds |= {name: MARKS[f"{name}-tint"][place] for name in NAMES}
    low = {
        (line, ground): round(found, 2)
        for line, ground in product(NAMES, grounds)
        if (found := contrast(MARKS[f"{line}-line"][place], grounds[ground])) < LINE
    }
    assert low == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("kind", "least"), [("line", LINES_APART), ("tint", TINTS_APART)])
def test_colours_are_told_apart(scheme, vision, kind, least):
    place = SCHEMES.index(scheme)
    looks = {name: seen(MARKS[f"{name}-{kind}"][place], vision) for name in Tag.Colour.values}
    near = {
        pair: round(found, 1)
        for pair in combinations(looks, 2)
        if (found := distance(looks[pair[0]], looks[pair[1]])) < least
    }
    assert near == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_a_plain_highlight_is_told_from_the_tags(scheme, vision):
    place = SCHEMES.index(scheme)
    for kind, least in (("line", 9), ("tint", TINTS_APART)):
        plain = seen(MARKS[f"plain-{kind}"][place], vision)
        for name in Tag.Colour.values:
            assert distance(plain, seen(MARKS[f"{name}-{kind}"][place], vision)) >= least, name
