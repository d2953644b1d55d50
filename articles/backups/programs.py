"""PostgreSQL's own programs, and how they are told which database is meant."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryFile
from typing import Any

from psycopg import pq

from articles.backups.kind import BackupError, Tell

CHUNK = 1 << 20  # bytes
INSTALLED = Path("/usr/lib/postgresql")  # where Debian keeps the programs of each version


def program(name: str, server: int) -> str:
    """The path of a program that fits a server of that major version.

    The server's own version is best, else the oldest that is newer: what an older one writes may
    lack something. Raises BackupError with what to install.
    """
    found = {version: path for path in _candidates(name) if (version := _version(path)) is not None}
    fitting = [version for version in found if version >= server]
    if fitting:
        return found[min(fitting)]
    install = f"on Debian and Ubuntu, install it with 'apt-get install postgresql-client-{server}'."
    if not found:
        raise BackupError(f"{name} is not installed: {install}")
    raise BackupError(
        f"{name} is of PostgreSQL {max(found)}, older than the server ({server}): {install}"
    )


def environment(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The environment in which libpq connects with these parameters.

    Everyone on the machine can read the arguments of a program, but not its environment.
    """
    variables = {
        option.keyword.decode(): option.envvar.decode()
        for option in pq.Conninfo.get_defaults()
        if option.envvar
    }
    given = {
        variables[name]: str(value)
        for name, value in parameters.items()
        if name in variables and value not in (None, "")
    }
    kept = {name: value for name, value in os.environ.items() if name not in variables.values()}
    return {**kept, **given}


def run(command: list[str], variables: Mapping[str, str], failure: str) -> str:
    """What a program prints. Raises BackupError, beginning with `failure`, with its complaint."""
    done = subprocess.run(command, env=variables, capture_output=True, check=False)
    if done.returncode:
        raise BackupError(f"{failure}: {_complaint(done.stderr)}")
    return done.stdout.decode("utf-8", "replace")


def pipe(
    reader: list[str],
    writer: list[str],
    variables: Mapping[str, str],
    *,
    beginning: str,
    tell: Tell,
) -> None:
    """Send `beginning`, then what one program prints, to another that works in one transaction.

    The writer hears that its input has ended only when the reader has ended well. Raises
    BackupError with what the one that failed complains about; the writer has changed nothing then.
    """
    with TemporaryFile() as said, TemporaryFile() as answered:
        giving = Popen(reader, env=variables, stdout=PIPE, stderr=said)
        taking = Popen(writer, env=variables, stdin=PIPE, stderr=answered)
        assert giving.stdout
        assert taking.stdin
        try:
            taking.stdin.write(beginning.encode())
            done = 0
            while data := giving.stdout.read(CHUNK):
                taking.stdin.write(data)
                tell(done := done + len(data))
            if giving.wait() == 0:
                taking.stdin.close()
                taking.wait()
        except BrokenPipeError:  # the writer has refused something, and says what
            giving.kill()
            taking.wait()
        finally:
            for process in (taking, giving):
                if process.poll() is None:
                    process.kill()
                process.wait()
            giving.stdout.close()
            with suppress(BrokenPipeError):
                taking.stdin.close()
        for process, words in ((taking, answered), (giving, said)):
            if process.returncode > 0:
                words.seek(0)
                raise BackupError(f"The site could not be restored: {_complaint(words.read())}")
        if taking.returncode or giving.returncode:
            raise BackupError(f"{Path(writer[0]).name} was ended before it was done.")


def _complaint(errors: bytes) -> str:
    lines = errors.decode("utf-8", "replace").strip().splitlines() or ["it ended without a word"]
    return " ".join(lines[:3])


def _candidates(name: str) -> Iterator[str]:
    if path := shutil.which(name):
        yield path
    yield from map(str, INSTALLED.glob(f"*/bin/{name}"))


@cache
def _version(path: str) -> int | None:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(number[1]) if number and done.returncode == 0 else None
