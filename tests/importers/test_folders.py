from __future__ import annotations

import inspect
import os
import sys

from articles.importers.draft import Refusal
from articles.importers.folders import Tally, walk


def found(folder):
    tally = Tally()
    return [
        str(path).removeprefix(f"{folder}/") for path in walk(str(folder), tally)
    ], tally.skipped


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_known_endings_in_the_order_of_their_names(tmp_path):
    make(tmp_path, "b.md", "a.txt", "c/a.jsonl", "c/d/e.NDJSON", "f.zip", "g.TAR.GZ", "h.markdown")
    make(tmp_path, "picture.jpg", "README", "c/style.css", "txt")
    assert found(tmp_path) == (
        ["a.txt", "b.md", "c/a.jsonl", "c/d/e.NDJSON", "f.zip", "g.TAR.GZ", "h.markdown"],
        4,
    )


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    make(tmp_path, ".a.txt", ".git/b.txt", "__MACOSX/c.txt", "._d.txt", "e.txt", ".DS_Store")
    assert found(tmp_path) == (["e.txt"], 0)


def test_links_are_followed_but_not_in_circles(tmp_path):
    make(tmp_path, "folder/a.txt", "elsewhere/b.txt")
    folder = tmp_path / "folder"
    (folder / "circle").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "broken.txt").symlink_to(tmp_path / "nothing")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "linked.txt").symlink_to(tmp_path / "elsewhere" / "b.txt")
    assert found(folder) == (["a.txt", "linked.txt", "linked/b.txt"], 2)


def test_pipes_are_skipped(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    make(tmp_path, "a.txt")
    assert found(tmp_path) == (["a.txt"], 1)


def test_a_folder_that_is_gone_gives_a_refusal(tmp_path):
    (refusal,) = walk(str(tmp_path / "gone"), Tally())
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "folder cannot be read: No such file or directory"


def test_deep_folders_do_not_exhaust_the_stack(tmp_path):
    make(tmp_path, "d/" * 100 + "a.txt")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 50)
    try:
        paths = list(walk(str(tmp_path), Tally()))
    finally:
        sys.setrecursionlimit(limit)
    assert paths == [f"{tmp_path}/{'d/' * 100}a.txt"]
