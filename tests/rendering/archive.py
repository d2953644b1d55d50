"""The articles of the archive at hand, rendered: those of $CORPUS, else the fixtures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from articles.rendering import Rendered, render

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"


def rendered_articles() -> Iterator[tuple[str, Rendered]]:
    """Each file's name and whole text as an article of Markdown."""
    corpus = os.environ.get("CORPUS")
    folder = Path(corpus, "corpus", "articles") if corpus else FIXTURES
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in (".txt", ".md"):
            yield path.name, render(path.read_text("utf-8-sig"), "markdown")
