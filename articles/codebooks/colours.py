"""Colours as other tools write them, in the words of the palette."""

from __future__ import annotations

import re

# The line and the tint of each colour in the light scheme, as static/css/marks.css has them.
PALETTE = {
    "rose": ("ac3e63", "dbbfc0"),
    "brick": ("5a3334", "f5b4ad"),
    "sand": ("2b1e03", "f5dbb2"),
    "olive": ("414004", "c7ce08"),
    "leaf": ("647110", "add073"),
    "mint": ("406336", "d4fed6"),
    "teal": ("1c756b", "aff0db"),
    "cyan": ("023a43", "92d7d6"),
    "blue": ("001062", "aac5fd"),
    "indigo": ("5004bc", "bec4e7"),
    "violet": ("9537d7", "f8ebfe"),
    "plum": ("694476", "efd7fa"),
}
HEX = re.compile(r"#?(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})")


def palette_colour(written: str) -> str:
    """The colour of the palette that is meant, or comes nearest to `#rrggbb`; "" for no known one.

    Eight digits are taken for `#rrggbbaa`. Nearness is measured by the “redmean” approximation
    (T. Riemersma, Colour metric, compuphase.com/cmetric.htm).
    """
    folded = written.strip().casefold()
    if folded in PALETTE or not HEX.fullmatch(folded):
        return folded if folded in PALETTE else ""
    digits = folded.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    wanted = _channels(digits)
    return min(
        PALETTE, key=lambda name: min(_apart(wanted, _channels(one)) for one in PALETTE[name])
    )


def _channels(digits: str) -> tuple[int, int, int]:
    red, green, blue = (int(digits[start : start + 2], 16) for start in (0, 2, 4))
    return red, green, blue


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    mean = (one[0] + other[0]) / 2
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2
