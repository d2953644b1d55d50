"""The site behind its real server, and people who use it by http."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from scripts.archives import ROOT, environment

START_SECONDS = 60
ANSWER_SECONDS = 60
CSRF = "c" * 32


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, names of headers in small letters, and after how many seconds."""

    status: int
    headers: Mapping[str, str]
    body: str
    seconds: float


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """kill -9 of the server with its workers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def served(url: str, folder: Path, *, workers: int = 1, threads: int = 4) -> Iterator[Server]:
    """Serve an archive on a free port until the block ends; what it logs goes to a file."""
    port, log = _free_port(), folder / "server.log"
    granian = Path(sys.executable).with_name("granian")
    command = [str(granian), "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "scripts.plain_site:application"],
            cwd=ROOT,
            env=environment(url),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Server(port, process, log)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


@dataclass
class Person:
    """Somebody with a browser that keeps its connection, logged in with a session's key."""

    port: int
    session: str = ""
    _connection: HTTPConnection | None = field(default=None, repr=False)

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None)

    def post(self, address: str, form: Mapping[str, object]) -> Answer:
        """Send a form. Raises OSError or HTTPException where no whole answer comes."""
        return self._ask("POST", address, urlencode(form))

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        began = time.perf_counter()
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        headers = {
            "Accept": "text/html",
            "Cookie": f"csrftoken={CSRF}; sessionid={self.session}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            self._connection.request(method, address, body, headers)
            response = self._connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            self.leave()
            raise
        seconds = time.perf_counter() - began
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, text, seconds)

    def leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: Server) -> None:
    person = Person(server.port)
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if person.get("/readyz").status == 200:
                person.leave()
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.05)
    sys.exit(f"The server did not start:\n{server.log.read_text(encoding='utf-8')[-2_000:]}")
