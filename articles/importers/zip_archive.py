"""Members of a zip archive, one after the other, by the standard library's reader behind bounds.

`zipfile` believes the archive: it loads the whole directory, whatever its size, and (before Python
3.11.8) reads one compressed block under many names. So the directory is counted before it is
parsed, overlapping members are refused as later versions do, and only stored and deflated members
are read, since the decompressors of the other methods cannot be stopped half-way.
"""

from __future__ import annotations

import bisect
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from articles.importers.archives import (
    MAX_MEMBERS,
    ArchiveRefused,
    Budget,
    Member,
    MemberRefused,
    RefusedMember,
    Skipped,
    check_ratio,
    sort_out,
)

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1 | 0x40
_LOCAL_HEADER = 30  # bytes, at least
# What zipfile raises on damaged archives, found by feeding it random bytes.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    IndexError,
    KeyError,
)


class _Counted(io.RawIOBase):
    """A file whose reader may not take in a directory of too many entries at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        if len(data) > MAX_MEMBERS and data.count(_ENTRY) > MAX_MEMBERS:
            raise ArchiveRefused(f"over {MAX_MEMBERS:,} members")
        return data


def members(file: BinaryIO) -> Iterator[Member | RefusedMember | Skipped]:
    """The members of the zip archive `file` (seekable) in their order. Raises `ArchiveRefused`."""
    budget = Budget()
    try:
        archive = zipfile.ZipFile(_Counted(file))
    except _DAMAGE as error:
        raise ArchiveRefused(f"not a zip archive that can be read: {error}") from None
    with archive:
        entries = archive.infolist()
        starts = sorted(entry.header_offset for entry in entries)
        starts.append(archive.start_dir)
        for entry in entries:
            budget.count_member()
            yield _sorted_out(entry, starts) or _member(archive, entry, budget)


def _sorted_out(entry: zipfile.ZipInfo, starts: list[int]) -> RefusedMember | Skipped | None:
    name = entry.orig_filename
    mode = entry.external_attr >> 16 if entry.create_system == 3 else 0  # 3: made on Unix
    regular = stat.S_IFMT(mode) in (0, stat.S_IFREG)
    if result := sort_out(name, regular=regular, folder=name.endswith("/")):
        return result
    if entry.flag_bits & _ENCRYPTED:
        return RefusedMember(name, "encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return RefusedMember(name, "compressed by a method other than deflate")
    following = bisect.bisect_right(starts, entry.header_offset)
    shared = following >= 2 and starts[following - 2] == entry.header_offset
    end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    if shared or following == len(starts) or end > starts[following]:
        return RefusedMember(name, "overlaps another member")
    try:
        check_ratio(entry.file_size, entry.compress_size)
    except MemberRefused as error:
        return RefusedMember(name, str(error))
    return None


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Member:
    stream: IO[bytes] | None = None
    inflated = 0

    def read(size: int) -> bytes:
        nonlocal stream, inflated
        try:
            if stream is None:
                stream = archive.open(entry)
            data = stream.read(size)
        except _DAMAGE as error:
            raise MemberRefused(f"damaged: {error}") from None
        inflated += len(data)
        budget.spend(len(data))
        check_ratio(inflated, entry.compress_size)
        return data

    return Member(entry.orig_filename, read)
