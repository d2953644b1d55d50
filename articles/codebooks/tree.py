"""A forest given by the parent of each node: paths, depths, circles and counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

DEEPEST = 10  # levels

Node = TypeVar("Node", bound=Hashable)


class Circle(ValueError):
    """A node stands below itself."""


def line(node: Node, parents: Mapping[Node, Node | None]) -> tuple[Node, ...]:
    """The nodes from the top down to `node`, itself included; raises Circle where there is none.

    A parent that is not among the nodes counts as none.
    """
    found = [node]
    above = parents.get(node)
    while above is not None and above in parents:
        if above in found:
            raise Circle(f"{node} stands below itself")
        found.append(above)
        above = parents.get(above)
    return tuple(reversed(found))


def depth(parents: Mapping[Node, Node | None]) -> int:
    """How many levels there are, 0 for no nodes. Raises Circle."""
    levels: dict[Node, int] = {}
    for node in parents:
        fresh = []
        above: Node | None = node
        while above is not None and above in parents and above not in levels:
            if above in fresh:
                raise Circle(f"{node} stands below itself")
            fresh.append(above)
            above = parents[above]
        level = levels.get(above, 0) if above is not None else 0
        for one in reversed(fresh):
            level += 1
            levels[one] = level
    return max(levels.values(), default=0)


def children(parents: Mapping[Node, Node | None]) -> dict[Node | None, list[Node]]:
    """The nodes below each one that has any, in the order given; the tops are below None."""
    below: dict[Node | None, list[Node]] = {}
    for node, parent in parents.items():
        below.setdefault(parent if parent in parents else None, []).append(node)
    return below


def walk(parents: Mapping[Node, Node | None]) -> list[tuple[Node, int]]:
    """Each node with its level (1: at the top) before those below it, siblings as given."""
    below = children(parents)
    waiting = [(node, 1) for node in reversed(below.get(None, []))]
    order = []
    while waiting:
        node, level = waiting.pop()
        order.append((node, level))
        waiting += [(child, level + 1) for child in reversed(below.get(node, []))]
    return order


def below(nodes: Iterable[Node], parents: Mapping[Node, Node | None]) -> set[Node]:
    """The nodes and all that stand below them."""
    under = children(parents)
    found: set[Node] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += under.get(node, [])
    return found


def with_those_below(
    own: Mapping[Node, int],
    several: Iterable[Sequence[Node]],
    parents: Mapping[Node, Node | None],
) -> dict[Node, int]:
    """How many things are at each node or below it, each counted once.

    `own` says how many are at the node itself; `several` are the nodes of each thing that is at
    more than one, which the sum of `own` would count once for each of them.
    """
    lines = {node: line(node, parents) for node in parents}
    totals = dict.fromkeys(parents, 0)
    for node, number in own.items():
        for above in lines.get(node, ()):
            totals[above] += number
    for nodes in several:
        seen: set[Node] = set()
        for node in nodes:
            for above in lines.get(node, ()):
                if above in seen:
                    totals[above] -= 1
                seen.add(above)
    return totals
