"""Walking folders: known endings, in the order of their names, nothing opened."""

# Plain strings: a Path object costs more than reading the file.
# ruff: noqa: PTH116, PTH118
from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from articles.importers.document import printable
from articles.importers.draft import Refusal
from articles.importers.names import is_archive, is_article, is_hidden


@dataclass(slots=True)
class Tally:
    """How far a reading has come, or how much there is to read."""

    files: int = 0
    size: int = 0  # bytes
    skipped: int = 0  # in folders and archives: unknown endings, sockets, pipes, devices


def walk(folder: str, tally: Tally) -> Iterator[str | Refusal]:
    """The paths of the articles and archives below `folder`; counts in `tally` what is skipped.

    Hidden files and folders are passed over. Symbolic links are followed; a folder that was
    walked already is not walked again, so that links in a circle end. A folder that cannot be
    read gives a refusal.
    """
    seen: set[tuple[int, int]] = set()
    levels = [("", [os.path.join(folder, "")])]  # a stack of folders and the names left in each
    while levels:
        parent, names = levels[-1]
        if not names:
            levels.pop()
            continue
        path = parent + names.pop()
        if not path.endswith(os.sep):
            yield path
            continue
        try:
            levels.append((path, _names(path, tally, seen)))
        except OSError as error:
            yield Refusal(printable(path), None, f"folder cannot be read: {error.strerror}")


def _names(folder: str, tally: Tally, seen: set[tuple[int, int]]) -> list[str]:
    """The names in `folder` to go on with, last one first; those of folders end in a slash.

    Names, not the directory's entries: with 100,000 files to a folder it is they that take room.
    """
    status = os.stat(folder)
    place = (status.st_dev, status.st_ino)
    if place in seen:
        return []
    seen.add(place)
    names: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_hidden(entry.name):
                continue
            try:
                if entry.is_dir():
                    names.append(entry.name + os.sep)
                elif (is_article(entry.name) or is_archive(entry.name)) and entry.is_file():
                    names.append(entry.name)
                else:
                    tally.skipped += 1
            except OSError:  # a link to itself
                tally.skipped += 1
    names.sort(reverse=True)
    return names
