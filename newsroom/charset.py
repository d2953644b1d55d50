"""Addresses and forms are in UTF-8, whatever a request says."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request that is read as UTF-8.

    Django takes any codec of Python's that the request names, for the address as well: some make
    text that no database takes, or none at all. And it reads the address then and there, where
    nothing can answer what is wrong with it.
    """

    def _set_content_type_params(self, meta: Any) -> None:
        kind = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(kind)
