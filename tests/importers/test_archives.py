"""What holds for both kinds of archive."""

from __future__ import annotations

import io
import random

import pytest

from articles.importers import Refusal, archives, read_upload
from tests.importers.packed import ARTICLE, tarred, zipped

KINDS = [("a.zip", zipped), ("a.tar.gz", tarred), ("a.TGZ", tarred)]
SPEND = archives.Budget.spend
both = pytest.mark.parametrize(("archive", "pack"), KINDS, ids=["zip", "tar", "tgz"])


def outcomes(archive, data):
    return list(read_upload(archive, io.BytesIO(data)))


def reasons(archive, data):
    """What is said of each member, "" for an article."""
    return {
        one.origin.removeprefix(f"{archive}!"): getattr(one, "reason", "")
        for one in outcomes(archive, data)
    }


@both
def test_members_are_read_in_their_order_and_named(archive, pack):
    made = outcomes(archive, pack(("b/two.md", b"# Two\nB"), ("one.txt", ARTICLE)))
    assert [(one.origin, one.title) for one in made] == [
        (f"{archive}!b/two.md", "Two"),
        (f"{archive}!one.txt", "A title"),
    ]


@both
def test_formats_are_recognised_member_by_member(archive, pack):
    data = pack(
        ("a.txt", ARTICLE),
        ("b.md", b"---\ntitle: B\n---\nBody"),
        ("c.jsonl", b'{"title": "C", "body": "B"}\n{"title": "D", "body": "B"}\n'),
    )
    assert [(one.title, one.line) for one in outcomes(archive, data)] == [
        ("A title", None),
        ("B", None),
        ("C", 1),
        ("D", 2),
    ]


@both
def test_clutter_is_passed_over_silently(archive, pack):
    data = pack(
        ("__MACOSX/._a.txt", b"x"),
        (".DS_Store", b"x"),
        ("folder/.hidden.txt", b"x"),
        ("picture.jpg", b"x"),
        ("LICENSE", b"x"),
        ("a.txt", ARTICLE),
    )
    assert reasons(archive, data) == {"a.txt": ""}


@both
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/a.txt", "an absolute path in an archive"),
        ("C:/a.txt", "an absolute path in an archive"),
        ("\\\\server\\a.txt", "an absolute path in an archive"),
        ("../a.txt", "a path that climbs out of the archive"),
        ("b/../../a.txt", "a path that climbs out of the archive"),
        ("b\\..\\..\\a.txt", "a path that climbs out of the archive"),
        ("__MACOSX/../../a.txt", "a path that climbs out of the archive"),
        ("../picture.jpg", "a path that climbs out of the archive"),
        ("inner.zip", "an archive inside an archive"),
        ("inner.tar.gz", "an archive inside an archive"),
        ("inner.7z", "an archive inside an archive"),
    ],
)
def test_members_refused_for_their_name_do_not_stop_the_others(archive, pack, name, reason):
    found = reasons(archive, pack((name, ARTICLE), ("a.txt", ARTICLE)))
    assert found == {name: reason, "a.txt": ""}


@both
def test_a_bomb_is_refused_and_the_others_are_read(archive, pack):
    bomb = b"# Bomb\n\n" + b"a" * 4_000_000
    found = reasons(archive, pack(("bomb.txt", bomb), ("a.txt", ARTICLE)))
    assert found == {"bomb.txt": "expands past 100:1", "a.txt": ""}


@both
def test_a_bomb_of_lines_is_refused(archive, pack):
    bomb = b'{"title": "T", "body": "B"}\n' * 400_000
    found = reasons(archive, pack(("bomb.jsonl", bomb), ("a.txt", ARTICLE)))
    assert found == {"bomb.jsonl": "expands past 100:1", "a.txt": ""}


@both
def test_short_repetitive_articles_are_no_bombs(archive, pack):
    text = b"# Ha\n\n" + b"ha " * 2_000
    assert reasons(archive, pack(*((f"{n}.txt", text) for n in range(20)))) == {
        f"{n}.txt": "" for n in range(20)
    }


@both
def test_a_member_over_5_mb_is_refused(archive, pack):
    words = b"# T\n\n" + random.Random(5).randbytes(2_600_000).hex().encode()
    found = reasons(archive, pack(("long.txt", words), ("a.txt", ARTICLE)))
    assert found == {"long.txt": "over 5 MB", "a.txt": ""}


@both
def test_the_total_is_bounded_in_bytes_really_inflated(archive, pack, monkeypatch):
    monkeypatch.setattr(archives.Budget, "spend", spend_a_thousandfold)
    words = b"# T\n\n" + random.Random(5).randbytes(150_000).hex().encode()
    found = outcomes(archive, pack(*((f"{n}.txt", words) for n in range(9))))
    assert found[-1] == Refusal(archive, None, "expands past 1 GB in total")
    assert 1 <= len(found) - 1 < 4


def spend_a_thousandfold(budget, size):
    SPEND(budget, size * 1_000)


@both
def test_the_number_of_members_is_bounded(archive, pack, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    found = outcomes(archive, pack(*((f"{n}.txt", ARTICLE) for n in range(5))))
    assert found[-1] == Refusal(archive, None, "over 3 members")
    assert len(found) == 4


@both
def test_names_are_shown_in_print(archive, pack):
    found = list(reasons(archive, pack(("folder/a\nb\x1b[1mé.txt", ARTICLE))))
    assert found == ["folder/a\\nb\\x1b[1mé.txt"]


@both
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_cut_archive_is_refused_by_name(archive, pack, share):
    words = b"# T\n\n" + b" ".join(b"%d" % (n * 7919) for n in range(2_000))
    data = pack(*((f"{n}.txt", words) for n in range(5)))
    found = outcomes(archive, data[: int(len(data) * share)])
    assert isinstance(found[-1], Refusal)
    assert found[-1].origin.startswith(archive)


@both
@pytest.mark.parametrize("data", [b"", b"text", b"PK\x03\x04", b"\x1f\x8b\x08\0", bytes(1024)])
def test_what_is_no_archive_is_refused(archive, pack, data):
    (refusal,) = outcomes(archive, data)
    assert isinstance(refusal, Refusal)
    assert refusal.origin == archive


@both
def test_an_archive_is_known_without_its_ending(archive, pack):
    made = outcomes("-", pack(("a.txt", ARTICLE)))
    assert [(one.origin, one.title) for one in made] == [("-!a.txt", "A title")]
