"""What is known of the articles at hand (the fixture `article_files`) without reading them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

# The manifest of the corpus writes some languages in three letters.
_TAGS = {"arb": "ar", "cmn_hans": "zh", "heb": "he", "jpn": "ja", "kor": "ko", "tur": "tr"}


def manifest() -> dict[str, dict[str, Any]]:
    """By file name the title, source, url, authors, date, lang and flavour of the corpus' files."""
    corpus = os.environ.get("CORPUS")
    if not corpus:
        return {}
    lines = Path(corpus, "corpus", "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["file"]: row | {"lang": _TAGS.get(row["lang"], row["lang"])} for row in rows}


def flavour(path: Path, rows: dict[str, dict[str, Any]]) -> str:
    """Plain or markdown, by the manifest; files beside it tell theirs by their ending."""
    if path.name in rows:
        return rows[path.name]["flavour"]
    return "markdown" if path.suffix == ".md" else "plain"
