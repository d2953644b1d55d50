"""What every page knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

THEMES = {"light", "dark"}
UNDO = "undo-"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person is told once; `undo` is where it can be taken back, if anywhere."""

    text: str
    level: str
    undo: str | None


def site(request: HttpRequest) -> dict[str, Any]:
    """The reader's choice of light or dark (empty when the system decides), and notices."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "notices": SimpleLazyObject(partial(_notices, request)),
    }


def _notices(request: HttpRequest) -> list[Notice]:
    """The messages that wait; one whose extra tag is `undo-17` is about that entry of the log."""
    found = []
    for message in get_messages(request):
        extra = message.extra_tags or ""
        entry = extra.removeprefix(UNDO) if extra.startswith(UNDO) else ""
        undo = reverse("articles:undo", args=[int(entry)]) if entry.isdigit() else None
        found.append(Notice(str(message), message.level_tag, undo))
    return found
