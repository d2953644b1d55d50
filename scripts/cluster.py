"""A PostgreSQL of one's own that can be stopped, with the settings that a server has."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reached by a socket in `folder`; what is acknowledged is on the disk."""

    folder: Path
    programs: Path

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        log = self.folder / "data" / "server.log"
        self._control("start", f"--log={log}", f"--options={settings} -c max_connections=200")

    def stop(self, mode: str) -> None:
        """`immediate` is as if it had crashed, `fast` ends what is being done first."""
        self._control("stop", f"--mode={mode}")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, as the user that PostgreSQL wants."""
        command = [str(self.programs / program), *arguments]
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _control(self, what: str, *options: str) -> None:
        # With a pipe for its output the server would keep that open, and nobody would come back.
        command = [str(self.programs / "pg_ctl"), f"--pgdata={self.folder}/data", "--silent", "-w"]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            [*command, *options, what], cwd="/", stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            sys.exit(f"PostgreSQL does not {what}.")


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster in an empty folder, which is stopped in the end."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = str(found[0]) if found else shutil.which("initdb")
    if initdb is None:
        sys.exit("PostgreSQL is not installed: on Debian, 'apt-get install postgresql'.")
    made = Cluster(folder, Path(initdb).parent)
    folder.mkdir(exist_ok=True)
    if os.getuid() == 0:
        for path in (folder, *folder.parents):
            if path.stat().st_mode & 0o011 != 0o011 and path.owner() == "root":
                path.chmod(path.stat().st_mode | 0o011)
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    made.run(
        "initdb",
        f"--pgdata={folder}/data",
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    made.start()
    try:
        yield made
    finally:
        made.stop("immediate")
