"""Every package is pinned: those that the code imports, and those that these bring along."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def requirements(name: str) -> list[Requirement]:
    """The lines of a requirements file, with those of the files that it names."""
    found = []
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("-r "):
            found += requirements(entry.removeprefix("-r ").strip())
        elif entry:
            found.append(Requirement(entry))
    return found


def needs(requirement: Requirement) -> Iterator[str]:
    """What an installed package needs here, for the extras that were asked for."""
    for line in requires(requirement.name) or ():
        needed = Requirement(line)
        extras = requirement.extras or {""}
        if needed.marker is None or any(needed.marker.evaluate({"extra": one}) for one in extras):
            yield canonicalize_name(needed.name)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_all_that_is_installed_is_pinned(name):
    pins = requirements(name)
    pinned = {canonicalize_name(pin.name) for pin in pins}
    missing = {
        f"{pin.name} needs {needed}"
        for pin in pins
        for needed in needs(pin)
        if needed not in pinned
    }
    assert sorted(missing) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_exact(name):
    loose = [
        str(pin) for pin in requirements(name) if [one.operator for one in pin.specifier] != ["=="]
    ]
    assert loose == []


def imported(*folders: str) -> set[str]:
    """The packages, by the names of their distributions, that modules of the project import."""
    names = set()
    for path in [path for folder in folders for path in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    own = {path.stem for path in ROOT.iterdir()}
    distributions = packages_distributions()
    return {
        canonicalize_name(distribution)
        for name in names - own - sys.stdlib_module_names
        for distribution in distributions.get(name, [name])
    }


@pytest.mark.parametrize(
    ("name", "folders"),
    [
        ("requirements.txt", ("articles", "newsroom")),
        ("requirements-dev.txt", ("articles", "newsroom", "scripts", "tests", "benchmarks")),
    ],
)
def test_what_is_imported_is_pinned(name, folders):
    pinned = {canonicalize_name(pin.name) for pin in requirements(name)}
    assert sorted(imported(*folders) - pinned) == []
