"""Members of a gzipped tar archive, one after the other, from a stream read once.

An own reader of the format, because `tarfile` is not made for archives from strangers: it takes in
the headers of long names whole, whatever size they declare, and in the versions of 3.11 around it
loops on negative offsets (CVE-2025-8194) and hangs in a regex on some headers (CVE-2024-6232). The
fields of a header are still read by its `TarInfo.frombuf`. Format: POSIX pax, with GNU long names.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from articles.importers.archives import (
    ArchiveRefused,
    Budget,
    Member,
    RefusedMember,
    Skipped,
    check_ratio,
    sort_out,
)

_BLOCK = 512
_PIECE = 65_536  # bytes inflated at once
_INPUT = 4_096  # compressed bytes fed at once: the grain of the ratio
_MAX_HEADER = 100_000  # bytes of a long name or of extended headers
_EXTENSIONS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
_GZIP = 31  # zlib's window bits for gzip's own header and checksum


class _Inflated:
    """The bytes out of a gzip stream, counted; several streams in a row are one."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file = file
        self._budget = budget
        self._inflate = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._fed = 0

    @property
    def compressed(self) -> int:
        """Compressed bytes used so far."""
        return self._fed - len(self._waiting)

    def some(self, size: int) -> bytes:
        """Up to `size` bytes, b"" at the end."""
        while True:
            ended = False
            if not self._waiting:
                self._waiting = self._file.read(_INPUT)
                self._fed += len(self._waiting)
                ended = not self._waiting
            if self._inflate.eof:
                self._waiting = self._waiting.lstrip(b"\0")  # padding after a stream
                if ended:
                    return b""
                if not self._waiting:
                    continue
                self._inflate = zlib.decompressobj(_GZIP)
            try:
                data = self._inflate.decompress(self._waiting, min(size, _PIECE))
            except zlib.error:
                raise ArchiveRefused("damaged: not gzip, or not all of it") from None
            self._waiting = self._inflate.unused_data or self._inflate.unconsumed_tail
            if data:
                self._budget.spend(len(data))
                return data
            if ended and not self._inflate.eof:
                raise ArchiveRefused("damaged: it ends too early")

    def exactly(self, size: int) -> bytes:
        """The next `size` bytes, b"" if there are none."""
        pieces: list[bytes] = []
        while size and (piece := self.some(size)):
            pieces.append(piece)
            size -= len(piece)
        if size and pieces:
            raise ArchiveRefused("damaged: it ends too early")
        return b"".join(pieces)


class _Data:
    """What is left of a member's bytes."""

    def __init__(self, stream: _Inflated, size: int) -> None:
        self._stream = stream
        self._left = size
        self._padding = -size % _BLOCK
        self._inflated = 0
        self._start = stream.compressed

    def read(self, size: int) -> bytes:
        if not self._left or not size:
            return b""
        data = self._stream.some(min(size, self._left))
        if not data:
            raise ArchiveRefused("damaged: it ends too early")
        self._left -= len(data)
        self._inflated += len(data)
        check_ratio(self._inflated, self._stream.compressed - self._start)
        return data

    def skip(self) -> None:
        left = self._left + self._padding
        while left and (data := self._stream.some(left)):
            left -= len(data)


def members(file: BinaryIO) -> Iterator[Member | RefusedMember | Skipped]:
    """The members of the gzipped tar archive `file` in their order. Raises `ArchiveRefused`."""
    budget = Budget()
    stream = _Inflated(file, budget)
    extended: dict[str, str] = {}
    while (block := stream.exactly(_BLOCK)) and block.count(0) < _BLOCK:
        budget.count_member()
        header = _header(block)
        if header.type in _EXTENSIONS:
            extended.update(_extension(header, stream))
            continue
        if header.type == tarfile.GNUTYPE_SPARSE:
            raise ArchiveRefused("sparse members are not read")
        name, size = extended.get("path", header.name), _size(extended, header)
        extended = {}
        regular = header.type in tarfile.REGULAR_TYPES
        # Links, folders and devices have no data, whatever size they state.
        no_data = not regular and header.type in tarfile.SUPPORTED_TYPES
        data = _Data(stream, 0 if no_data else size)
        yield sort_out(name, regular=regular, folder=header.isdir()) or Member(name, data.read)
        data.skip()
    while stream.some(_PIECE):
        pass  # to the end, where gzip keeps its checksum


def _header(block: bytes) -> tarfile.TarInfo:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        raise ArchiveRefused("damaged: not a tar archive, or not all of it") from None
    if header.size < 0:
        raise ArchiveRefused("damaged: a negative size")
    return header


def _extension(header: tarfile.TarInfo, stream: _Inflated) -> dict[str, str]:
    """What an extension header says of the member after it: its "path" and "size"."""
    if header.size > _MAX_HEADER:
        raise ArchiveRefused("damaged: a header of over 100 kB")
    data = stream.exactly(header.size + -header.size % _BLOCK)[: header.size]
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": data.partition(b"\0")[0].decode("utf-8", "surrogateescape")}
    return _pax_records(data) if header.type == tarfile.XHDTYPE else {}


def _pax_records(data: bytes) -> dict[str, str]:
    """Records of "length key=value" with a newline, the length counting all of it."""
    records: dict[str, str] = {}
    while data.strip(b"\0"):
        digits = data.partition(b" ")[0]
        length = int(digits) if digits.isdigit() and len(digits) < 10 else 0
        key, equals, value = data[len(digits) + 1 : length - 1].partition(b"=")
        if not equals or length > len(data) or length <= len(digits):
            raise ArchiveRefused("damaged: an extended header")
        records[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        data = data[length:]
    return records


def _size(extended: dict[str, str], header: tarfile.TarInfo) -> int:
    stated = extended.get("size", "")
    return int(stated) if stated.isdecimal() and len(stated) < 20 else header.size
