"""Cells of a codebook's table: formulas made harmless and back, and paths of names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.exporters.formula import FORMULA

# An apostrophe makes text of a formula. A cell that begins with apostrophes and a formula gets one
# more, so that taking one off always gives back what was written.
_DANGEROUS = re.compile(f"'*{FORMULA}")
_DEFUSED = re.compile(f"'+{FORMULA}")
SEPARATOR = " / "


def defuse(cell: str) -> str:
    """The cell as it is safe in a spreadsheet."""
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def restore(cell: str) -> str:
    """What `defuse` was given."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def write_path(names: Iterable[str]) -> str:
    """Names from the top down; a slash or backslash within one has a backslash before it."""
    return SEPARATOR.join(name.replace("\\", "\\\\").replace("/", "\\/") for name in names)


def read_path(cell: str) -> list[str]:
    """The names of a path, without spaces around them; [] for nothing."""
    names, name, place = [], "", 0
    while place < len(cell):
        if cell[place] == "\\" and cell[place + 1 : place + 2] in {"\\", "/"}:
            name += cell[place + 1]
            place += 1
        elif cell[place] == "/":
            names.append(name)
            name = ""
        else:
            name += cell[place]
        place += 1
    return [one.strip() for one in [*names, name] if one.strip()]
