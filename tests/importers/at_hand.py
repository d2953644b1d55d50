"""The articles at hand: those of $CORPUS with its manifest, else the fixtures."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
# The manifest writes some languages in three letters.
_TAGS = {"arb": "ar", "cmn_hans": "zh", "heb": "he", "jpn": "ja", "kor": "ko", "tur": "tr"}


def folder() -> Path:
    corpus = os.environ.get("CORPUS")
    return Path(corpus, "corpus", "articles") if corpus else FIXTURES


def expected() -> dict[str, dict[str, Any]]:
    """By file name: "flavour" and, from a manifest, title, source, url, authors, date and lang.

    The fixtures say theirs by their endings, see docs/demo-archive.md.
    """
    corpus = os.environ.get("CORPUS")
    if not corpus:
        return {
            path.name: {"flavour": "markdown" if path.suffix == ".md" else "plain"}
            for path in FIXTURES.rglob("*.*")
        }
    lines = Path(corpus, "corpus", "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        row["lang"] = _TAGS.get(row["lang"], row["lang"])
    return {row["file"]: row for row in rows}
