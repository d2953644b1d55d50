"""The site as a server has it, asked without a network: through WSGI and every middleware."""

from __future__ import annotations

import io
import logging
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

HOST = "newsroom.example"


def configure(database_url: str) -> dict[str, str]:
    """The environment of a production site on that database; set here too."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DEBUG": "0",
        "PUBLIC_READING": "1",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database_url,
    }
    os.environ.update(environment)
    return environment


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Site:
    """Newsroom in this process. Static files go by their plain names: nothing need be collected."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.core.wsgi import get_wsgi_application

        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
        settings.STATIC_ROOT = None
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
        self._application: Any = get_wsgi_application()
        # The access log is written as in production, but to nowhere.
        self._nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - open until the process ends
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(self._nowhere)

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for a page. Raises AssertionError for the site's own faults."""
        return self._ask("GET", address, b"", headers)

    def post(self, address: str, body: bytes, **headers: str) -> Answer:
        """Send a form. Raises AssertionError for the site's own faults."""
        form = {
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_REFERER": f"https://{HOST}/",
        }
        return self._ask("POST", address, body, {**form, **headers})

    def _ask(self, method: str, address: str, sent: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(address)
        answered: dict[str, Any] = {}

        def start_response(status: str, found: list[tuple[str, str]], *_: Any) -> None:
            answered["status"] = int(status.split()[0])
            answered["headers"] = dict(found)

        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOST,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https",
            "wsgi.version": (1, 0),
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **headers,
        }
        response = self._application(environ, start_response)
        body = b"".join(response)
        response.close()
        assert answered["status"] < 500, f"{address} answered {answered['status']}"
        return Answer(answered["status"], answered["headers"], body)
