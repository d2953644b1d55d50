"""The house: where imports point, what knows no Django, how long modules are, what pages hold."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300  # lines

# The rooms of articles/, from the ground up: imports point down or stay on their floor.
FLOORS = (
    {"rendering", "anchoring", "likeness", "importers", "exporters", "codebooks"},
    {"search"},
    {"models", "migrations"},
    {"actions", "backups"},
    {"access", "fields", "filters", "forms", "pages"},
    {"views", "admin", "api", "management", "templatetags"},
    {"apps", "checks", "urls"},
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

PURE_PACKAGES = sorted(FLOORS[0])
PURE_MODULES_OF_SEARCH = (
    "alignment",
    "folding",
    "marking",
    "query",
    "snippets",
    "tree",
    "words",
)


def modules(*folders: str) -> list[Path]:
    """The Python modules below folders of the project, migrations left out."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def imported_names(path: Path) -> Iterator[str]:
    """The dotted names that a module imports anywhere, those for type hints included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide where they point"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    """The rooms of articles/ that a module imports from."""
    parts = (name.split(".") for name in imported_names(path))
    return {part[1] for part in parts if part[0] == "articles" and len(part) > 1}


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "articles").parts[0].removesuffix(".py")


def test_every_room_has_its_floor():
    found = {room_of(path) for path in modules("articles")} - {"__init__"}
    assert sorted(found - FLOOR_OF.keys()) == []
    assert len(found) > 8


def test_nothing_points_up():
    upwards = [
        f"{path.relative_to(ROOT)} imports articles.{room}"
        for path in modules("articles")
        if room_of(path) in FLOOR_OF
        for room in sorted(rooms(path) & FLOOR_OF.keys())
        if FLOOR_OF[room] > FLOOR_OF[room_of(path)]
    ]
    assert upwards == []


def test_the_app_does_not_know_the_project_around_it():
    knowing = [
        str(path.relative_to(ROOT))
        for path in modules("articles")
        if any(name.split(".")[0] == "newsroom" for name in imported_names(path))
    ]
    assert knowing == []


def pure_modules() -> list[str]:
    names = [f"articles.search.{name}" for name in PURE_MODULES_OF_SEARCH]
    for package in PURE_PACKAGES:
        folder = ROOT / "articles" / package
        if folder.is_dir():
            found = pkgutil.walk_packages([str(folder)], f"articles.{package}.")
            names += [f"articles.{package}", *(module.name for module in found)]
    return names


@pytest.mark.parametrize("module", pure_modules())
def test_pure_modules_import_no_django(module):
    program = (
        f"import sys, {module}\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'newsroom')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={}, capture_output=True, text=True
    )
    assert (ended.stdout.strip(), ended.stderr) == ("[]", "")


def test_modules_are_short():
    found = modules("articles", "newsroom", "tests", "benchmarks", "scripts")
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in found}
    long = {
        str(path.relative_to(ROOT)): length
        for path, length in lengths.items()
        if length > LONGEST_MODULE
    }
    assert long == {}


def test_no_module_is_a_drawer_for_everything():
    drawers = {"common.py", "helpers.py", "misc.py", "tools.py", "util.py", "utils.py"}
    found = modules("articles", "newsroom", "tests", "benchmarks", "scripts")
    assert [str(path.relative_to(ROOT)) for path in found if path.name in drawers] == []


def pages() -> list[Path]:
    folders = (ROOT / "templates", ROOT / "articles", ROOT / "newsroom")
    return [path for folder in folders for path in sorted(folder.rglob("*.html"))]


# What the Content-Security-Policy would stop, or what would tell others who reads.
UNWANTED = {
    # Data for a script are no script.
    "a script in the page": re.compile(
        r"""<script(?![^>]*\ssrc=)(?![^>]*\stype="application/json")""", re.I
    ),
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "a handler in the page": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a script as an address": re.compile(r"javascript:", re.I),
    "a file from elsewhere": re.compile(
        r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*["'](?:https?:)?//""", re.I
    ),
    "a style sheet from elsewhere": re.compile(r"""<link\b[^>]*href=["'](?:https?:)?//""", re.I),
}


@pytest.mark.parametrize("kind", UNWANTED)
def test_templates_keep_to_the_content_security_policy(kind):
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in pages()
        for match in UNWANTED[kind].finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        ("a script in the page", "<script>alert(1)</script>"),
        ("a style in the page", '<p class="a" style="color: red">'),
        ("a handler in the page", '<a href="/" onclick="go()">'),
        ("a script as an address", '<a href="javascript:go()">'),
        ("a file from elsewhere", '<script type="module" src="//cdn.example/a.js">'),
        (
            "a style sheet from elsewhere",
            '<link rel="stylesheet" href="https://cdn.example/a.css">',
        ),
    ],
)
def test_what_is_unwanted_would_be_found(kind, html):
    assert UNWANTED[kind].search(html)


def test_styles_and_scripts_fetch_nothing_from_elsewhere():
    elsewhere = re.compile(r"""(?:@import|\bfrom|\bimport|url\()\s*\(?\s*["']?(?:https?:)?//""")
    files = [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in elsewhere.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
