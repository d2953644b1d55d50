"""Settings from environment variables: read, checked, and refused with a hint.

Every reader returns the value, or raises ImproperlyConfigured with one line that says what to set.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
# As Django compares them; `[::1]` is a host too.
HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(r"https?://(\*\.)?([\w-]+(\.[\w-]+)*|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    folded = value.strip().casefold()
    if folded in TRUE:
        return True
    if folded in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no: set {name}=1 or {name}=0.")


def whole_number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = text(name)
    if not value:
        return default
    known = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not known or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name}={value!r} is not a whole number from {least} to {most}: set {name}={default}."
        )
    return int(value)


def words(name: str) -> list[str]:
    """A comma-separated list without its empty items."""
    return [item.strip() for item in text(name).split(",") if item.strip()]


def hosts(name: str) -> list[str]:
    """A comma-separated list of names of hosts, `.example.org` and `*` among them."""
    values = words(name)
    for value in values:
        if not HOST.fullmatch(value):
            raise ImproperlyConfigured(
                f"{name} holds {value!r}, which is no name of a host: write names alone, without "
                "https:// and port, separated by commas, such as news.example.org."
            )
    return values


def origins(name: str) -> list[str]:
    """A comma-separated list of origins such as `https://news.example.org`."""
    values = [value.rstrip("/") for value in words(name)]
    for value in values:
        if not ORIGIN.fullmatch(value):
            raise ImproperlyConfigured(
                f"{name} holds {value!r}, which is no origin: write https:// and a name alone, "
                "such as https://news.example.org."
            )
    return values


def address(name: str) -> str:
    """The address of a site, without a slash at its end; "" when it is not set."""
    value = text(name).rstrip("/")
    scheme, slashes, rest = value.partition("://")
    host, _, _ = rest.partition("/")
    if value and not ORIGIN.fullmatch(f"{scheme}{slashes}{host}"):
        raise ImproperlyConfigured(
            f"{name}={value!r} is no address of a site: set it to one such as "
            "https://news.example.org."
        )
    return value


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's database settings from a URL: `sqlite:///path` or `postgresql://user@host/name`."""
    url = text(name)
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a URL ({error}).") from None
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:] if parts.path.startswith("/") else unquote(parts.path)
        odd = parts.netloc or parts.query or parts.fragment or "\0" in path
        if odd or not path or Path(path).is_dir():
            raise ImproperlyConfigured(
                f"{name}={url!r} names no file: set it to sqlite:///relative.sqlite3 "
                "or sqlite:////absolute/path.sqlite3."
            )
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    if parts.scheme in {"postgres", "postgresql"}:
        database_name = unquote(parts.path).lstrip("/")
        if not database_name:
            raise ImproperlyConfigured(
                f"{name} names no database: "
                "set it to postgresql://user:password@host:5432/newsroom."
            )
        options = dict(parse_qsl(parts.query))
        if unknown := options.keys() - _options_of_libpq():
            raise ImproperlyConfigured(
                f"{name} has options that PostgreSQL does not know ({', '.join(sorted(unknown))}): "
                "leave them out."
            )
        host = options.pop("host", "") or unquote(parts.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database_name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(port or options.pop("port", "")),
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(
        f"{name}: {parts.scheme or url!r} is not a kind of database known here: "
        "use sqlite:///file or postgresql://user:password@host/name."
    )


def _options_of_libpq() -> set[str]:
    from psycopg import pq  # which nobody needs without PostgreSQL

    return {option.keyword.decode() for option in pq.Conninfo.get_defaults()}


def folder_of(path: Path, name: str) -> None:
    """Make the folder of a file where it is missing; `name` is of the variable that named it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder of the database, {path.parent}, cannot be made "
            f"({error.strerror or error}): make it, or set {name} to a file elsewhere."
        ) from None
