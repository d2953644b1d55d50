from __future__ import annotations

import io
import os
import tracemalloc

import pytest

from articles.importers import InputMissing, Refusal, Tally, count, read, survey
from articles.importers.draft import MAX_BYTES
from tests.importers.packed import ARTICLE, tarred, zipped

RECORD = b'{"title": "T", "body": "B"}\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    (tmp_path / "b" / "c.md").write_bytes(ARTICLE)
    (tmp_path / "c.zip").write_bytes(zipped(("in.txt", ARTICLE)))
    (tmp_path / "d.tar.gz").write_bytes(tarred(("in.txt", ARTICLE)))
    (tmp_path / "e.jpg").write_bytes(b"x")
    return tmp_path


def outcomes(*paths, **options):
    return list(read([str(path) for path in paths], **options))


def reasons(*paths):
    return [(one.origin, getattr(one, "reason", "")) for one in outcomes(*paths)]


def test_folders_archives_and_files(folder):
    other = folder / "e.jpg"
    other.write_bytes(ARTICLE)
    assert reasons(folder, other) == [
        (f"{folder}/a.txt", ""),
        (f"{folder}/b/c.md", ""),
        (f"{folder}/c.zip!in.txt", ""),
        (f"{folder}/d.tar.gz!in.txt", ""),
        (f"{folder}/e.jpg", ""),  # asked for by name
    ]


def test_what_there_is_to_read_is_known_before(folder):
    files = [folder / "a.txt", folder / "b" / "c.md", folder / "c.zip", folder / "d.tar.gz"]
    expected = Tally(files=4, size=sum(path.stat().st_size for path in files), skipped=1)
    assert survey([str(folder), "-"]) == expected
    assert count([str(folder)]) == 4
    tally = Tally()
    outcomes(folder, tally=tally)
    assert tally == expected


@pytest.mark.parametrize("function", [survey, count, read])
def test_a_missing_path_is_said_before_anything_is_read(folder, function):
    with pytest.raises(InputMissing, match=r"no such file or folder: .*/nothing"):
        function([str(folder), str(folder / "nothing")])


def test_an_unknown_format_is_an_error(folder):
    with pytest.raises(KeyError):
        outcomes(folder / "a.txt", format="docx")


def test_a_format_can_be_forced(folder):
    assert outcomes(folder / "a.txt", format="seed")[0].title == "A title"
    assert "no front matter" in outcomes(folder / "a.txt", format="front-matter")[0].reason
    assert [one.line for one in outcomes(folder / "a.txt", format="jsonl")] == [1, 3]


@pytest.mark.parametrize("data", [ARTICLE, zipped(("a.txt", ARTICLE)), tarred(("a.txt", ARTICLE))])
def test_standard_input(data):
    (draft,) = outcomes("-", stdin=io.BytesIO(data))
    assert draft.origin in ("-", "-!a.txt")
    assert draft.title == "A title"


def test_a_file_of_5_mb_is_read_and_a_longer_one_refused_unread(tmp_path):
    exact, longer = tmp_path / "exact.txt", tmp_path / "longer.txt"
    exact.write_bytes(ARTICLE.ljust(MAX_BYTES, b"."))
    with longer.open("wb") as file:
        file.truncate(50 * MAX_BYTES)
    assert reasons(exact, longer) == [(str(exact), ""), (str(longer), "over 5 MB")]


def test_records_in_a_long_file_are_read(tmp_path):
    path = tmp_path / "many.jsonl"
    record = b'{"title": "T", "body": "%s"}\n' % (b"x" * 50_000)
    path.write_bytes(record * 120)
    tally = Tally()
    made = outcomes(path, tally=tally)
    assert [one.line for one in made] == list(range(1, 121))
    assert tally == Tally(files=1, size=len(record) * 120)


def test_pipes_and_devices_are_not_opened(tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert reasons(pipe, "/dev/null") == [
        (str(pipe), "cannot be read: not a regular file"),
        ("/dev/null", "cannot be read: not a regular file"),
    ]


def test_a_file_that_cannot_be_opened_is_refused_and_the_run_goes_on(folder):
    link = folder / "a0.txt"
    link.symlink_to(folder / "a0.txt")
    assert reasons(link, folder / "a.txt") == [
        (str(link), "cannot be read: Too many levels of symbolic links"),
        (f"{folder}/a.txt", ""),
    ]


def test_a_file_that_vanishes_on_the_way_is_refused(folder):
    reading = read([str(folder)])
    next(reading)
    (folder / "c.zip").unlink()
    assert next(reading).origin == f"{folder}/b/c.md"
    assert next(reading) == Refusal(
        f"{folder}/c.zip", None, "cannot be read: No such file or directory"
    )
    assert next(reading).title == "A title"


def test_file_names_that_are_no_text(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_bytes(ARTICLE)
    (draft,) = outcomes(tmp_path)
    assert draft.origin == f"{tmp_path}/caf\\udce9\\n.txt"


class Failing(io.RawIOBase):
    def read(self, size=-1):
        raise OSError(5, "Input/output error")


def test_a_device_that_fails_is_a_refusal():
    assert outcomes("-", stdin=Failing()) == [
        Refusal("-", None, "cannot be read: Input/output error")
    ]


def test_a_piped_archive_is_kept_in_memory_only_up_to_a_bound(monkeypatch):
    monkeypatch.setattr("articles.importers.reading._MAX_PIPED", 100)
    (refusal,) = outcomes("-", stdin=io.BytesIO(zipped(("a.txt", ARTICLE), ("b.txt", ARTICLE))))
    assert refusal.reason == "a piped archive over 100 MB; name its file instead"


def test_memory_stays_flat_while_files_are_read(tmp_path):
    for number in range(300):
        (tmp_path / f"{number}.txt").write_bytes(ARTICLE + b"x" * 20_000)
    tracemalloc.start()
    try:
        for one in read([str(tmp_path)]):
            assert one.title == "A title"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
