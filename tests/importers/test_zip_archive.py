from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

import pytest

from articles.importers import Refusal, read_upload
from tests.importers.packed import ARTICLE, entry, zipped


def reasons(data):
    return {
        one.origin.removeprefix("a.zip!"): getattr(one, "reason", "")
        for one in read_upload("a.zip", io.BytesIO(data))
    }


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(kind):
    data = zipped((entry("link.txt", kind | 0o777), b"/etc/passwd"), ("a.txt", ARTICLE))
    assert reasons(data) == {"link.txt": "a link or device in an archive", "a.txt": ""}


def test_folders_are_no_members():
    assert reasons(zipped((entry("folder/", 0o040755), b""), ("folder/a.txt", ARTICLE))) == {
        "folder/a.txt": ""
    }


def test_encrypted_members_are_refused():
    data = bytearray(zipped(("secret.txt", ARTICLE), ("a.txt", ARTICLE)))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    assert reasons(bytes(data)) == {"secret.txt": "encrypted", "a.txt": ""}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_bounded_are_refused(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", ARTICLE, method)
        archive.writestr("b.txt", ARTICLE, zipfile.ZIP_STORED)
    assert reasons(file.getvalue()) == {
        "a.txt": "compressed by a method other than deflate",
        "b.txt": "",
    }


def handmade(*names: str, offsets: tuple[int, ...], body: bytes) -> bytes:
    """An archive whose directory points wherever it is told to, at deflated members of `body`."""
    packed = zlib.compress(body, 9)[2:-4]
    sizes = struct.pack("<LLL", zlib.crc32(body), len(packed), len(body))
    local = struct.pack("<4s5H", b"PK\x03\x04", 20, 0, 8, 0, 0) + sizes
    data = b"".join(
        local + struct.pack("<HH", len(name), 0) + name.encode() + packed for name in names
    )
    directory = b"".join(
        struct.pack("<4s6H", b"PK\x01\x02", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<5HLL", len(name), 0, 0, 0, 0, 0, offset)
        + name.encode()
        for name, offset in zip(names, offsets, strict=True)
    )
    end = struct.pack(
        "<4s4HLLH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), len(data), 0
    )
    return data + directory + end


def test_members_that_share_their_bytes_are_refused():
    assert reasons(handmade("a.txt", offsets=(0,), body=ARTICLE)) == {"a.txt": ""}
    shared = handmade("a.txt", "a.txt", "a.txt", offsets=(0, 0, 0), body=ARTICLE)
    assert reasons(shared) == {"a.txt": "overlaps another member"}
    nested = handmade("a.txt", "b.txt", offsets=(0, 20), body=ARTICLE)
    assert reasons(nested)["a.txt"] == "overlaps another member"


def test_a_member_that_reaches_into_the_directory_is_refused():
    data = bytearray(handmade("a.txt", offsets=(0,), body=ARTICLE))
    directory = data.index(b"PK\x01\x02")
    data[directory + 20 : directory + 24] = struct.pack("<L", len(data))
    assert reasons(bytes(data)) == {"a.txt": "overlaps another member"}


@pytest.mark.parametrize("stated", [0, 5, 19, 21, 2_000])
def test_a_wrong_size_is_found_out(stated):
    data = bytearray(handmade("a.txt", offsets=(0,), body=ARTICLE))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<L", stated)
    found = reasons(bytes(data))
    assert found["a.txt"] != "" or stated > len(ARTICLE)


def test_a_damaged_member_does_not_stop_the_others():
    data = bytearray(zipped(("a.txt", ARTICLE * 50), ("b.txt", ARTICLE)))
    data[45] ^= 0xFF
    found = reasons(bytes(data))
    assert found["a.txt"].startswith("damaged: ")
    assert found["b.txt"] == ""


def test_a_directory_of_too_many_entries_is_not_even_parsed():
    many = b"PK\x01\x02" * 1_000_001
    end = struct.pack("<4s4HLLH", b"PK\x05\x06", 0, 0, 9, 9, len(many), 0, 0)
    (refusal,) = read_upload("a.zip", io.BytesIO(many + end))
    assert refusal == Refusal("a.zip", None, "over 1,000,000 members")


def test_a_stored_member_may_hold_any_bytes():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "# Title\n\nÜber PK\x03\x04".encode("utf-16"))
    (draft,) = read_upload("a.zip", io.BytesIO(file.getvalue()))
    assert draft.title == "Title"
