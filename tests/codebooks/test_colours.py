from __future__ import annotations

import re
from pathlib import Path

import pytest

from articles.codebooks.colours import PALETTE, palette_colour

MARKS = Path(__file__).parents[2] / "static" / "css" / "marks.css"


def test_the_palette_is_that_of_the_style_sheet():
    for name, (line, tint) in PALETTE.items():
        for kind, value in (("line", line), ("tint", tint)):
            pattern = rf"--{name}-{kind}: light-dark\(#{value},"
            assert re.search(pattern, MARKS.read_text(encoding="utf-8")), f"{name}-{kind}"


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("Plum", "plum"),
        (" TEAL ", "teal"),
        ("#93b8fe", "blue"),
        ("93B8FE", "blue"),
        ("#c24874ff", "rose"),
        ("#00f", "indigo"),
        ("#ff0000", "rose"),
        ("red", ""),
        ("#12345", ""),
        ("", ""),
    ],
)
def test_the_nearest_colour_is_meant(written, colour):
    assert palette_colour(written) == colour
