"""Files that are there whole, or not at all."""

from __future__ import annotations

import os
import stat
import sys
import threading

import pytest

from articles.management.whole_file import whole_file


def test_a_file_takes_its_name_at_the_end(tmp_path):
    path = tmp_path / "out"
    with whole_file(str(path)) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"
    others = stat.S_IRGRP | stat.S_IROTH
    (tmp_path / "plain").touch()
    assert path.stat().st_mode & others == (tmp_path / "plain").stat().st_mode & others


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_whatever_happens_the_old_file_stays(tmp_path, fault):
    path = tmp_path / "out"
    path.write_bytes(b"before")

    def write_half() -> None:
        with whole_file(str(path)) as file:
            file.write(b"half")
            raise fault

    with pytest.raises(fault):
        write_half()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OSError, match="No such file"), whole_file(str(tmp_path / "no" / "out")):
        pass


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    with whole_file(str(path)) as file:
        file.write(b"whole")
    reader.join()
    assert read == [b"whole"]
    assert path.is_fifo()


def test_what_a_descriptor_is_of_is_written_to_and_stays(tmp_path):
    path = tmp_path / "out"
    path.write_bytes(b"before, ")
    with path.open("ab") as out, whole_file(f"/dev/fd/{out.fileno()}") as file:
        file.write(b"whole")
    assert path.read_bytes() == b"before, whole"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one(tmp_path):
    path, link = tmp_path / "out", tmp_path / "link"
    link.symlink_to(path)
    for content in (b"first", b"second"):
        with whole_file(str(link)) as file:
            file.write(content)
        assert path.read_bytes() == content
    assert link.is_symlink()


def test_a_closed_output_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="is closed"), whole_file(None):
        pass
