"""Bodies to safe HTML and text, notes to safe HTML, and the length of a text. Imports no Django."""

from __future__ import annotations

from importlib.metadata import version

from articles.rendering.normalise import normalise
from articles.rendering.notes import render_note
from articles.rendering.reading import count_words, reading_minutes
from articles.rendering.rendered import Rendered, render

__all__ = [
    "RENDERER_VERSION",
    "Rendered",
    "count_words",
    "normalise",
    "reading_minutes",
    "render",
    "render_note",
]

# Stored HTML made by another version is stale. The first number counts changes of our own rules.
RENDERER_VERSION = f"1 markdown-{version('markdown')} nh3-{version('nh3')}"
