"""Whether two texts say nearly the same, and how such texts are found among very many. PURE."""

from __future__ import annotations

from articles.likeness.likeness import NEARLY_SAME, likeness
from articles.likeness.sketch import sketch

__all__ = ["NEARLY_SAME", "likeness", "sketch"]
