"""Empty archives to break: temporary SQLite files, or databases beside that of DATABASE_URL."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from scripts.archive_contents import connected

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def environment(url: str) -> dict[str, str]:
    """The environment of a production site on a database, over plain http."""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "0",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "PUBLIC_READING": "1",
    }


def new_archive(folder: Path, name: str) -> str:
    """Make an archive and return its URL: of PostgreSQL if DATABASE_URL is, else in `folder`."""
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        url = new_database(server, name)
    else:
        url = f"sqlite:///{folder}/{name}.sqlite3"
    manage(url, ["migrate", "--verbosity", "0"])
    return url


def new_database(server: str, name: str) -> str:
    """The URL of a new database of a PostgreSQL server that the URL `server` leads to."""
    database = f"break_{name}_{secrets.token_hex(4)}"
    with connected(server) as connection:
        connection.execute(f"CREATE DATABASE {database}")
    return urlsplit(server)._replace(path=f"/{database}").geturl()


def manage(url: str, command: list[str], accepted: tuple[int, ...] = (0,)) -> str:
    """Run a command of manage.py. Returns its last line; ends the script if it fails."""
    done = subprocess.run(
        [*MANAGE, *command], env=environment(url), capture_output=True, text=True, check=False
    )
    if done.returncode not in accepted:
        sys.exit(f"manage.py {command[0]} ended with status {done.returncode}:\n{done.stderr}")
    return done.stdout.strip().rpartition("\n")[2]
