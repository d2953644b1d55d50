"""Which files are read, by their names alone."""

from __future__ import annotations

import re

ARTICLES = (".txt", ".md", ".markdown", ".jsonl", ".ndjson")
ARCHIVES = (".zip", ".tar.gz", ".tgz")
_PACKED = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".7z", ".rar")
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_SLASHES = re.compile(r"[/\\]")


def is_article(name: str) -> bool:
    return name.lower().endswith(ARTICLES)


def is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


def is_packed(name: str) -> bool:
    """Whether the name is that of any kind of archive, readable or not."""
    return name.lower().endswith(_PACKED)


def is_hidden(name: str) -> bool:
    """Whether a file's or folder's own name marks it as not meant for people."""
    return name.startswith(".") or name == "__MACOSX"


def is_hidden_member(name: str) -> bool:
    return any(map(is_hidden, _SLASHES.split(name)))


def unsafe(name: str) -> str:
    """Why the name of an archive's member is refused, "" if it is not.

    Nothing is ever written under such a name; but an archive that has one was made to do harm,
    and its owner should hear of it.
    """
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "an absolute path in an archive"
    if ".." in _SLASHES.split(name):
        return "a path that climbs out of the archive"
    return ""
