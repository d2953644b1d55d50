from __future__ import annotations

import gzip
import io
import random
import tarfile

import pytest

from articles.importers import Refusal, archives, read_upload
from tests.importers.packed import ARTICLE, special, tarred

SPEND = archives.Budget.spend


def outcomes(data):
    return list(read_upload("a.tar.gz", io.BytesIO(data)))


def reasons(data):
    return {
        one.origin.removeprefix("a.tar.gz!"): getattr(one, "reason", "") for one in outcomes(data)
    }


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_format_of_names(kind):
    names = ["a.txt", f"{'folder/' * 20}a.txt"]
    if kind != tarfile.USTAR_FORMAT:
        names += ["ü/東京.txt", f"{'n' * 240}.txt", f"{'é/' * 400}a.txt"]
    data = tarred(*((name, ARTICLE + name.encode()) for name in names), kind=kind)
    made = outcomes(data)
    assert [one.origin for one in made] == [f"a.tar.gz!{name}" for name in names]
    assert [one.body for one in made] == [f"The body.{name}" for name in names]


def test_sizes_around_a_block():
    letters = random.Random(5).randbytes(35_000).hex().encode()
    bodies = [b"# T\n" + letters[:size] for size in (1, 507, 508, 509, 1019, 1020, 1021, 70_000)]
    data = tarred(*((f"{n}.txt", body) for n, body in enumerate(bodies)))
    assert [len(one.body) for one in outcomes(data)] == [len(body) - 4 for body in bodies]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_are_refused(kind):
    data = tarred((special("link.txt", kind, "/etc/passwd"), b""), ("a.txt", ARTICLE))
    assert reasons(data) == {"link.txt": "a link or device in an archive", "a.txt": ""}


def test_folders_are_no_members():
    data = tarred((special("folder", tarfile.DIRTYPE), b""), ("folder/a.txt", ARTICLE))
    assert reasons(data) == {"folder/a.txt": ""}


def plain(*blocks: bytes) -> bytes:
    return gzip.compress(b"".join(blocks) + bytes(1024), mtime=0)


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ([b"not a header".ljust(512, b"x")], "not a tar archive"),
        ([header("a.txt", -5)], "a negative size"),
        ([header("x", 90_000_000, tarfile.XHDTYPE)], "a header of over 100 kB"),
        ([header("x", 90_000_000, tarfile.GNUTYPE_LONGNAME)], "a header of over 100 kB"),
        ([header("x", 20, tarfile.XHDTYPE), padded(b"99 path=x\n")], "an extended header"),
        ([header("x", 20, tarfile.XHDTYPE), padded(b"-1 path=x\n")], "an extended header"),
        ([header("x", 20, tarfile.XHDTYPE), padded(b"0 path=x\n")], "an extended header"),
        ([header("x", 20, tarfile.XHDTYPE), padded(b"9 pathxy\n")], "an extended header"),
        ([header("s", 20, tarfile.GNUTYPE_SPARSE)], "sparse members are not read"),
        ([header("a.txt", 10**9)], "it ends too early"),
        ([header("a.txt", 50)[:300]], "it ends too early"),
    ],
)
def test_damaged_and_hostile_headers_end_the_archive(blocks, reason):
    first = [header("first.txt", len(ARTICLE)), padded(ARTICLE)]
    data = gzip.compress(b"".join(first + blocks))
    made = outcomes(data)
    assert made[0].title == "A title"
    assert isinstance(made[-1], Refusal)
    assert reason in made[-1].reason


def test_a_link_that_states_a_size_has_no_data():
    data = plain(
        header("link.txt", 5_000, tarfile.SYMTYPE), header("a.txt", len(ARTICLE)), padded(ARTICLE)
    )
    assert reasons(data) == {"link.txt": "a link or device in an archive", "a.txt": ""}


def test_extended_headers_win_over_the_short_ones():
    record = b"20 path=folder/b.txt\n"
    record = b"%d path=folder/b.txt\n" % (len(record))
    size = b"11 size=20\n"
    data = plain(
        header("x", len(record + size), tarfile.XHDTYPE),
        padded(record + size),
        header("a.txt", 3),
        padded(ARTICLE[:20]),
    )
    (draft,) = outcomes(data)
    assert (draft.origin, draft.body) == ("a.tar.gz!folder/b.txt", "The body.")


def test_several_gzip_streams_with_padding_are_one():
    data = gzip.decompress(tarred(("a.txt", ARTICLE * 40), ("b.txt", ARTICLE)))
    pieces = [gzip.compress(data[at : at + 700]) + bytes(64) for at in range(0, len(data), 700)]
    assert reasons(b"".join(pieces)) == {"a.txt": "", "b.txt": ""}


def test_a_wrong_checksum_is_damage():
    data = bytearray(tarred(("a.txt", ARTICLE)))
    data[-6] ^= 0xFF
    assert "damaged" in outcomes(bytes(data))[-1].reason


def test_bytes_that_nobody_reads_count_towards_the_total(monkeypatch):
    monkeypatch.setattr(archives.Budget, "spend", spend_a_thousandfold)
    data = tarred(("picture.jpg", bytes(1_100_000)), ("a.txt", ARTICLE))
    assert outcomes(data) == [Refusal("a.tar.gz", None, "expands past 1 GB in total")]


def spend_a_thousandfold(budget, size):
    SPEND(budget, size * 1_000)
