"""Members of archives, read one after the other; nothing is ever extracted to disk.

What the two kinds of archive share: which members are refused, and how much may be inflated. The
sizes an archive declares are not believed: bytes are counted as they come out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from articles.importers.names import is_article, is_hidden_member, is_packed, unsafe

MAX_RATIO = 100  # bytes out for a byte in
MAX_TOTAL = 1_000_000_000  # bytes out of one archive
MAX_MEMBERS = 1_000_000
# Bytes in that are always credited to a member: the ratio says nothing about a few hundred bytes.
_CREDIT = 256


class ArchiveRefused(Exception):
    """The rest of the archive cannot be read; the message says why."""


class MemberRefused(Exception):
    """This member cannot be read, others may; the message says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article's file in an archive. `read(n)` gives up to n bytes, b"" at the end; it raises
    `MemberRefused` or `ArchiveRefused`, and works until the next member is asked for."""

    name: str
    read: Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class RefusedMember:
    """A member that is not read, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Skipped:
    """A member that is not an article and not worth a word."""


@dataclass(slots=True)
class Budget:
    """What one archive may still inflate."""

    left: int = MAX_TOTAL
    members: int = 0

    def count_member(self) -> None:
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise ArchiveRefused(f"over {MAX_MEMBERS:,} members")

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise ArchiveRefused("expands past 1 GB in total")


def check_ratio(inflated: int, compressed: int) -> None:
    """Raises `MemberRefused` when so many bytes out of so few are no text (a bomb)."""
    if inflated > MAX_RATIO * max(compressed, _CREDIT):
        raise MemberRefused(f"expands past {MAX_RATIO}:1")


def sort_out(name: str, *, regular: bool, folder: bool) -> RefusedMember | Skipped | None:
    """What becomes of a member by its name and kind alone; None if it is to be read."""
    if reason := unsafe(name):
        return RefusedMember(name, reason)
    if folder or is_hidden_member(name):
        return Skipped()
    if not regular:
        return RefusedMember(name, "a link or device in an archive")
    if is_packed(name):
        return RefusedMember(name, "an archive inside an archive")
    return None if is_article(name) else Skipped()
