"""What importing a table would do to a codebook, row by row, before anything is done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from articles.codebooks.cells import read_path
from articles.codebooks.colours import palette_colour
from articles.codebooks.names import BadName, clean_name, clean_text, name_key
from articles.codebooks.table import Row
from articles.codebooks.tree import DEEPEST, Circle, line

Outcome = Literal["made", "changed", "unchanged", "refused"]
TEXTS = {"definition": "definition", "use_when": "use when", "avoid_when": "avoid when"}
YES = {"yes", "true", "1", "x", "on", "y"}
NO = {"no", "false", "0", "", "off", "n"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A tag that there is: its name, its values, and the key of the one above it."""

    name: str
    parent: str | None
    values: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class Change:
    what: str
    before: str
    after: str


@dataclass(slots=True)
class Step:
    """What becomes of one row. `values` are to be set; so is `parent` (a key) if `placed`."""

    line: int
    name: str
    key: str = ""
    outcome: Outcome = "made"
    why: str = ""
    placed: bool = False
    parent: str | None = None
    values: dict[str, str | bool] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def refuse(self, why: str) -> None:
        self.outcome, self.why = "refused", why


def plan(rows: Sequence[Row], present: Mapping[str, Entry], *, longest: int) -> list[Step]:
    """A step for each row, in order; `present` is the codebook by `name_key`.

    Texts may have `longest` code points. Columns that the file does not have stay as they are.
    """
    steps = [_read(row, longest) for row in rows]
    first: dict[str, Step] = {}
    for step in steps:
        if step.outcome != "refused" and first.setdefault(step.key, step) is not step:
            step.refuse(f"It stands on line {first[step.key].line} already.")
    for step, row in zip(steps, rows, strict=True):
        if step.outcome != "refused" and "parent" in row.cells:
            step.placed = True
            _find_parent(step, row.cells["parent"], first, present)
    _refuse_what_has_no_place(steps, present)
    for step in steps:
        if step.outcome != "refused" and step.key in present:
            _compare(step, present[step.key], first, present)
    return steps


def digest(steps: Sequence[Step]) -> str:
    """What tells whether a plan is still the one that was shown."""
    return hashlib.sha256(repr(steps).encode()).hexdigest()[:32]


def _read(row: Row, longest: int) -> Step:
    step = Step(row.line, " ".join(row.cells["name"].split())[:100])
    try:
        step.name = clean_name(row.cells["name"])
    except BadName as error:
        step.refuse(str(error))
        return step
    step.key = name_key(step.name)
    for column, called in TEXTS.items():
        if column in row.cells:
            step.values[column] = text = clean_text(row.cells[column])
            if len(text) > longest:
                step.refuse(
                    f"“{called}” has {len(text):,} characters, and {longest:,} are the most."
                )
    if written := row.cells.get("colour", ""):
        if colour := palette_colour(written):
            step.values["colour"] = colour
        else:
            step.remarks.append(f"There is no colour “{written[:40]}”: left out.")
    retired = row.cells.get("retired", "").casefold()
    if retired not in YES | NO:
        step.refuse(f"“{retired[:40]}” is neither yes nor no: retired or not?")
    elif retired:
        step.values["retired"] = retired in YES
    return step


def _find_parent(
    step: Step, cell: str, first: Mapping[str, Step], present: Mapping[str, Entry]
) -> None:
    """The cell is a path, of which the last name counts (names are unique), or a name."""
    if not cell:
        return
    path = [name_key(name) for name in read_path(cell)]
    if path and all(key in first or key in present for key in path):
        step.parent = path[-1]
    elif (whole := name_key(cell)) in first or whole in present:
        step.parent = whole
    else:
        step.refuse(f"There is no tag “{cell[:100]}” for it to stand under.")


def _refuse_what_has_no_place(steps: Sequence[Step], present: Mapping[str, Entry]) -> None:
    """Refuse rows until those that are left make a forest together with the codebook."""
    while True:
        parents = {key: entry.parent for key, entry in present.items()}
        left = [step for step in steps if step.outcome != "refused"]
        for step in left:
            if step.placed or step.key not in present:
                parents[step.key] = step.parent
        wrong = {step.key: why for step in left if (why := _no_place(step, parents))}
        if not wrong:
            return
        for step in left:
            if step.key in wrong:
                step.refuse(wrong[step.key])


def _no_place(step: Step, parents: Mapping[str, str | None]) -> str:
    """Why a step cannot be taken, "" if it can."""
    if step.parent is not None and step.parent not in parents:
        return "The tag it is to stand under was refused."
    try:
        above = line(step.key, parents)
    except Circle:
        # What stands below a circle without being part of it is refused with its parent.
        return "It would stand below itself." if _is_in_circle(step.key, parents) else ""
    if len(above) > DEEPEST:
        return f"It would stand too deep: the codebook has {DEEPEST} levels at most."
    return ""


def _is_in_circle(key: str, parents: Mapping[str, str | None]) -> bool:
    above, left = parents[key], len(parents)
    while above is not None and above != key and left:
        above, left = parents[above], left - 1
    return above == key


def _compare(
    step: Step, entry: Entry, first: Mapping[str, Step], present: Mapping[str, Entry]
) -> None:
    """Tell what changes of a tag that there is."""

    def called(key: str | None) -> str:
        if key is None:
            return "at the top"
        return present[key].name if key in present else first[key].name

    if step.placed and step.parent != entry.parent:
        step.changes.append(Change("under", called(entry.parent), called(step.parent)))
    for column, value in step.values.items():
        if value != entry.values[column]:
            before, after = (_word(one) for one in (entry.values[column], value))
            step.changes.append(Change(column.replace("_", " "), before, after))
    step.outcome = "changed" if step.changes else "unchanged"


def _word(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
