"""Every package that is installed is pinned, those that packages bring along included."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import requires
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
