"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

THEMES = {"light", "dark"}


def site(request: HttpRequest) -> dict[str, Any]:
    """The reader's choice of light or dark; empty when the system decides."""
    theme = request.COOKIES.get("theme", "")
    return {"theme": theme if theme in THEMES else ""}
