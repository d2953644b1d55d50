"""From paths, standard input or an upload to documents, and through a format to their articles."""

# Plain strings: a Path object costs more than reading the file.
# ruff: noqa: PTH112, PTH116, PTH123
from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from articles.importers import tar_archive, zip_archive
from articles.importers.archives import (
    ArchiveRefused,
    Member,
    MemberRefused,
    RefusedMember,
    Skipped,
)
from articles.importers.document import Document, Parser, printable
from articles.importers.draft import MAX_BYTES, Outcome, Refusal
from articles.importers.folders import Tally, walk
from articles.importers.names import is_archive

STANDARD_INPUT = "-"
_PIECE = 1 << 20  # bytes, of a stream that is longer than an article may be
_MAX_PIPED = 100_000_000  # bytes; a zip archive is read from its end, so a piped one is kept
_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK  # never waits for a pipe
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


class InputMissing(Exception):
    """A path that was asked for does not exist; the message names it."""


def check_paths(paths: Iterable[str]) -> None:
    """Raises `InputMissing` for the first path that does not exist."""
    for path in paths:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise InputMissing(f"no such file or folder: {printable(path)}")


def found(paths: Iterable[str], tally: Tally) -> Iterator[str | Refusal]:
    """The files to read: `paths`, with folders replaced by what is in them."""
    for path in paths:
        if path != STANDARD_INPUT and os.path.isdir(path):
            yield from walk(path, tally)
        else:
            yield path


def survey(paths: Sequence[str]) -> Tally:
    """How many files there are to read, and their size in bytes, without opening any.

    Raises `InputMissing`.
    """
    check_paths(paths)
    tally = Tally()
    for path in found(paths, tally):
        if isinstance(path, Refusal) or path == STANDARD_INPUT:
            continue
        tally.files += 1
        try:
            tally.size += os.stat(path).st_size
        except OSError:
            continue  # gone meanwhile; reading it will say so
    return tally


def read_paths(
    paths: Sequence[str], parse: Parser, *, stdin: BinaryIO, tally: Tally
) -> Iterator[Outcome]:
    """The articles and refusals of all files of `paths`, in order; `tally` follows."""
    for path in found(paths, tally):
        if isinstance(path, Refusal):
            yield path
        elif path == STANDARD_INPUT:
            yield from read_stream(STANDARD_INPUT, stdin, parse, tally=tally)
        else:
            yield from _read_file(path, parse, tally)


def _read_file(path: str, parse: Parser, tally: Tally) -> Iterator[Outcome]:
    origin = printable(path)
    before = tally.size
    try:
        size, data = _load(path)
        if data is not None:
            yield from parse(Document(origin, data))
        else:
            with open(path, "rb") as file:
                yield from read_stream(origin, file, parse, tally=tally)
    except OSError as error:
        yield _unreadable(origin, error)
        return
    tally.files += 1
    tally.size = before + size


def _load(path: str) -> tuple[int, bytes | None]:
    """A file's size and bytes; None for those if it is an archive or too long for one article."""
    descriptor = os.open(path, _OPEN)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        size = status.st_size
        if size > MAX_BYTES or is_archive(path):
            return size, None
        return size, os.read(descriptor, size + 1)
    finally:
        os.close(descriptor)


def read_stream(origin: str, file: BinaryIO, parse: Parser, *, tally: Tally) -> Iterator[Outcome]:
    """The articles and refusals of an open file, pipe or upload named `origin`.

    An archive is known by its ending or, since pipes have none, by its first bytes.
    """
    try:
        if is_archive(origin):
            yield from _read_archive(origin, file, parse, tally)
            return
        head = _up_to(file.read, MAX_BYTES + 1)
        if head.startswith((_ZIP, _GZIP)):
            whole = head + _up_to(file.read, _MAX_PIPED + 1)
            if len(whole) > _MAX_PIPED:
                yield Refusal(origin, None, "a piped archive over 100 MB; name its file instead")
            else:
                yield from _read_archive(origin, io.BytesIO(whole), parse, tally)
            return
        yield from _parse(origin, head, file.read, parse, tally)
    except OSError as error:
        yield _unreadable(origin, error)


def _parse(
    origin: str, head: bytes, read: Callable[[int], bytes], parse: Parser, tally: Tally
) -> Iterable[Outcome]:
    if len(head) <= MAX_BYTES:
        return parse(Document(origin, head))

    def more() -> bytes:
        piece = read(_PIECE)
        tally.size += len(piece)
        return piece

    return parse(Document(origin, head, more))


def _read_archive(origin: str, file: BinaryIO, parse: Parser, tally: Tally) -> Iterator[Outcome]:
    before = tally.size
    is_zip = file.read(len(_ZIP)) == _ZIP or origin.lower().endswith(".zip")
    file.seek(0)
    try:
        for member in (zip_archive if is_zip else tar_archive).members(file):
            if isinstance(member, Skipped):
                tally.skipped += 1
                continue
            name = f"{origin}!{printable(member.name)}"
            if isinstance(member, RefusedMember):
                yield Refusal(name, None, member.reason)
            else:
                yield from _read_member(name, member, parse)
            tally.size = before + file.tell()
    except ArchiveRefused as error:
        yield Refusal(origin, None, str(error))


def _read_member(origin: str, member: Member, parse: Parser) -> Iterator[Outcome]:
    try:
        head = _up_to(member.read, MAX_BYTES + 1)
        yield from _parse(origin, head, member.read, parse, Tally())
    except MemberRefused as error:
        yield Refusal(origin, None, str(error))


def _up_to(read: Callable[[int], bytes], size: int) -> bytes:
    """The next `size` bytes, fewer at the end; `read` may give them in pieces."""
    pieces: list[bytes] = []
    while size and (piece := read(size)):
        pieces.append(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _unreadable(origin: str, error: OSError) -> Refusal:
    return Refusal(origin, None, f"cannot be read: {error.strerror or error}")
