from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.codebooks.names import name_key
from articles.codebooks.plan import Change, Entry, Step, digest, plan
from articles.codebooks.table import Row
from articles.codebooks.tree import DEEPEST, depth

NOTHING = {"definition": "", "use_when": "", "avoid_when": "", "retired": False, "colour": "rose"}
PRESENT = {
    "nature": Entry("Nature", None, NOTHING),
    "water": Entry("Water", "nature", NOTHING | {"definition": "Old."}),
}


def planned(*cells: dict[str, str], present=PRESENT) -> list[Step]:
    rows = [Row(line, one) for line, one in enumerate(cells, start=2)]
    return plan(rows, present, longest=20)


def outcomes(steps: list[Step]) -> list[tuple[str, str]]:
    return [(step.outcome, step.why) for step in steps]


def test_new_ones_are_made_and_known_ones_compared():
    made, changed, same = planned(
        {"name": "Rain", "definition": "Falls."},
        {"name": "WATER", "definition": "New."},
        {"name": "nature", "definition": ""},
    )
    assert (made.outcome, made.values) == ("made", {"definition": "Falls."})
    assert changed.changes == [Change("definition", "Old.", "New.")]
    assert (changed.outcome, same.outcome) == ("changed", "unchanged")


def test_parents_are_given_by_name_or_path_in_any_order():
    steps = planned(
        {"name": "Drizzle", "parent": "Nature / Water / Rain"},
        {"name": "Rain", "parent": "water"},
        {"name": "and/or", "parent": ""},
        {"name": "Either", "parent": "and/or"},
    )
    assert [step.parent for step in steps] == ["rain", "water", None, "and/or"]
    assert {step.outcome for step in steps} == {"made"}


def test_a_tag_moves_where_the_file_says_so_and_stays_where_it_says_nothing():
    [moved] = planned({"name": "Water", "parent": ""})
    assert moved.changes == [Change("under", "Nature", "at the top")]
    [stays] = planned({"name": "Water"})
    assert stays.outcome == "unchanged"


def test_what_cannot_be_is_refused_with_its_reason():
    steps = planned(
        {"name": ""},
        {"name": "Rain"},
        {"name": " rain"},
        {"name": "Snow", "parent": "Winter"},
        {"name": "Flake", "parent": "Snow"},
        {"name": "Hail", "definition": "x" * 21},
        {"name": "Fog", "retired": "perhaps"},
        {"name": "x" * 101},
    )
    assert outcomes(steps) == [
        ("refused", "A tag needs a name."),
        ("made", ""),
        ("refused", "It stands on line 3 already."),
        ("refused", "There is no tag “Winter” for it to stand under."),
        ("refused", "The tag it is to stand under was refused."),
        ("refused", "“definition” has 21 characters, and 20 are the most."),
        ("refused", "“perhaps” is neither yes nor no: retired or not?"),
        ("refused", "A tag's name has 100 characters at most."),
    ]


def test_circles_are_refused_and_what_hangs_on_them():
    steps = planned(
        {"name": "a", "parent": "b"},
        {"name": "b", "parent": "a"},
        {"name": "c", "parent": "b"},
        {"name": "Nature", "parent": "Water"},
    )
    assert outcomes(steps) == [
        ("refused", "It would stand below itself."),
        ("refused", "It would stand below itself."),
        ("refused", "The tag it is to stand under was refused."),
        ("refused", "It would stand below itself."),
    ]


def test_the_codebook_does_not_get_too_deep():
    rows = [{"name": f"t{n}", "parent": f"t{n - 1}" if n else "Water"} for n in range(DEEPEST)]
    steps = planned(*rows)
    assert [step.outcome for step in steps] == ["made"] * (DEEPEST - 2) + ["refused"] * 2


def test_colours_and_yes_and_no_in_many_words():
    steps = planned(
        {"name": "a", "colour": "#804678", "retired": "X"},
        {"name": "b", "colour": "", "retired": ""},
        {"name": "c", "colour": "reddish", "retired": "No"},
    )
    assert [step.values for step in steps] == [
        {"colour": "plum", "retired": True},
        {},
        {"retired": False},
    ]
    assert steps[2].remarks == ["There is no colour “reddish”: left out."]


def test_another_codebook_makes_another_digest():
    row = {"name": "Water", "definition": "New."}
    assert digest(planned(row)) == digest(planned(row))
    assert digest(planned(row)) != digest(planned(row, present={}))


some = st.sampled_from(["a", "b", "c", "d", "e"])


@given(
    present=st.lists(st.tuples(some, st.none() | some), unique_by=lambda one: one[0]),
    rows=st.lists(st.tuples(some, st.just("") | some)),
)
def test_whatever_is_planned_leaves_a_forest(present, rows):
    entries: dict[str, Entry] = {}
    for name, parent in present:
        entries[name] = Entry(name, parent if parent in entries else None, NOTHING)
    steps = planned(*({"name": name, "parent": parent} for name, parent in rows), present=entries)
    parents = {key: entry.parent for key, entry in entries.items()}
    for step in steps:
        if step.outcome != "refused":
            parents[name_key(step.name)] = step.parent
    assert all(parent is None or parent in parents for parent in parents.values())
    assert depth(parents) <= DEEPEST
