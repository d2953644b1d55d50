from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from newsroom.storage import HashedModulesStorage

ENTRY = """import { fold,
  trim } from './words/fold.js'
export default class Nothing {}
import * as all from "./words/fold.js";
import fallback, { trim as cut } from './words/fold.js'
import './side-effect.js'
export { open } from './side-effect.js'
export const later = () => import('./side-effect.js')
const from = 'from "./nowhere.js"'
"""


COMMENTED = """// What it is for.
/**
 * Trims * a word.
 */
export const fold = (w) => w.trim(); // stays
  // Indented.
  export const address = "https://there.example/**/";
export const half = 1 / 2; /* stays */
"""


@pytest.fixture
def collected(tmp_path, settings):
    """The files that `collectstatic` makes of three modules that import each other."""
    source = tmp_path / "source"
    (source / "js" / "words").mkdir(parents=True)
    (source / "js" / "entry.js").write_text(ENTRY)
    (source / "js" / "side-effect.js").write_text("export const open = () => {}\n")
    (source / "js" / "words" / "fold.js").write_text(COMMENTED)
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsroom.storage.HashedModulesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def test_imports_between_modules_lead_to_the_hashed_names(collected: Path):
    storage = HashedModulesStorage(location=collected)
    entry = collected / storage.stored_name("js/entry.js")
    text = entry.read_text()
    imports = re.findall(r"""["'](\.[^'"]*js)["'](?!')""", text)
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".#.", name) for name in imports] == [
        "./words/fold.#.js",
        "./words/fold.#.js",
        "./words/fold.#.js",
        "./side-effect.#.js",
        "./side-effect.#.js",
        "./side-effect.#.js",
    ]
    for name in imports:
        assert (entry.parent / name).is_file()
    assert """const from = 'from "./nowhere.js"'""" in text
    assert "import { fold,\ntrim } from" in text


def test_what_is_served_is_compressed_beforehand(collected: Path):
    hashed = [path for path in collected.rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.", path.name)]
    assert len(hashed) == 3
    assert (collected / "staticfiles.json").is_file()


def test_comments_and_indentation_are_not_served(collected: Path):
    storage = HashedModulesStorage(location=collected)
    served = (collected / storage.stored_name("js/words/fold.js")).read_text()
    assert served == (
        "export const fold = (w) => w.trim(); // stays\n"
        'export const address = "https://there.example/**/";\n'
        "export const half = 1 / 2; /* stays */\n"
    )


def test_no_string_of_a_script_goes_on_in_another_line():
    scripts = Path(settings.BASE_DIR, "static", "js").rglob("*.js")
    lines = [line for script in scripts for line in script.read_text().splitlines()]
    assert lines
    assert [line for line in lines if line.count("`") % 2] == []
