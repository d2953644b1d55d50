"""Where the passages of annotations are, and where they are once the text has changed. PURE."""

from __future__ import annotations

from articles.anchoring.anchor import CONTEXT, Anchor, Relocation, State, describe
from articles.anchoring.locate import locate, locate_all
from articles.anchoring.relocate import relocate

__all__ = [
    "CONTEXT",
    "Anchor",
    "Relocation",
    "State",
    "describe",
    "locate",
    "locate_all",
    "relocate",
]
