from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.codebooks.tree import Circle, below, depth, line, walk, with_those_below

#   1        5
#   ├ 2      └ 6
#   │ └ 4
#   └ 3
FOREST = {1: None, 2: 1, 3: 1, 4: 2, 5: None, 6: 5}


@st.composite
def forests(draw) -> dict[int, int | None]:
    size = draw(st.integers(0, 12))
    return {
        node: draw(st.none() | st.integers(0, node - 1)) if node else None for node in range(size)
    }


def test_a_line_goes_from_the_top_down():
    assert line(4, FOREST) == (1, 2, 4)
    assert line(5, FOREST) == (5,)
    assert line(7, {7: 99}) == (7,)


def test_levels():
    assert depth({}) == 0
    assert depth({1: None, 2: None}) == 1
    assert depth(FOREST) == 3


def test_circles_are_found():
    for circle in ({1: 1}, {1: 2, 2: 1}, {0: None, 1: 3, 2: 1, 3: 2}):
        with pytest.raises(Circle):
            depth(circle)
    with pytest.raises(Circle):
        line(1, {1: 2, 2: 1})


def test_walking_keeps_the_order_of_siblings():
    assert walk(FOREST) == [(1, 1), (2, 2), (4, 3), (3, 2), (5, 1), (6, 2)]


def test_what_stands_below():
    assert below([2, 5], FOREST) == {2, 4, 5, 6}


@given(forests())
def test_walking_meets_every_node_once_at_its_level(forest):
    order = walk(forest)
    assert sorted(node for node, _ in order) == sorted(forest)
    assert all(level == len(line(node, forest)) for node, level in order)
    assert max((level for _, level in order), default=0) == depth(forest)


@given(forests(), st.lists(st.sets(st.integers(0, 11), min_size=1)))
def test_each_thing_counts_once_in_each_line(forest, things):
    things = [thing & forest.keys() for thing in things if thing & forest.keys()]
    own: dict[int, int] = {}
    for thing in things:
        for node in thing:
            own[node] = own.get(node, 0) + 1
    several = [sorted(thing) for thing in things if len(thing) > 1]
    assert with_those_below(own, several, forest) == {
        node: sum(bool(thing & below([node], forest)) for thing in things) for node in forest
    }
