"""The command line: what becomes of streams that are closed, and of Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import manage

ROOT = Path(__file__).resolve().parent.parent


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3"}


def test_commands_work_with_all_streams_closed(tmp_path):
    def close() -> None:
        for stream in range(3):
            os.close(stream)

    command = [sys.executable, "manage.py", "migrate"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), preexec_fn=close, check=False
    )
    assert ended.returncode == 0
    command = [sys.executable, "manage.py", "import_articles", "-"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), preexec_fn=close, check=False
    )
    assert ended.returncode == 1  # what is empty is no article


@pytest.mark.parametrize("command", [["check"], ["export_annotations", "--format", "csv"]])
def test_an_output_that_is_closed_is_told_in_one_line(tmp_path, command):
    variables = environment(tmp_path)
    prepare = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(prepare, cwd=ROOT, env=variables, check=True)
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=variables,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert ended.returncode == 2
    assert ended.stderr == "The output was closed before all was written.\n"


def test_an_interruption_is_told_in_one_line(monkeypatch, capsys):
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "_run", interrupted)
    with pytest.raises(SystemExit) as ended:
        manage.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Interrupted.\n"
