"""Links by reference whose label holds code, as in ``[`Vec`]``.

Python-Markdown has put the code away by the time it looks the label up.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    REFERENCE_RE,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor


def register_references(converter: Markdown) -> None:
    """Let a converter find definitions by labels with code."""
    converter.treeprocessors.register(_Labels(converter), "code_labels", 30)
    patterns = converter.inlinePatterns
    patterns.register(_Reference(REFERENCE_RE, converter), "reference", 170)
    patterns.register(_ShortReference(REFERENCE_RE, converter), "short_reference", 130)


class _Labels(Treeprocessor):
    """Enters each definition under its label without backticks, too."""

    def run(self, root: Element) -> None:
        references = self.md.references
        for label, target in list(references.items()):
            references.setdefault(label.replace("`", ""), target)


class _Reference(ReferenceInlineProcessor):
    # No blank between text and label, as in CommonMark: "[a] [b]" are two links.
    RE_LINK = re.compile(r"\[([^\]]*)\]")

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802  # overrides
        label, end, found = super().evalId(data, index, text)
        return label and self.unescape(label).lower(), end, found


class _ShortReference(ShortReferenceInlineProcessor):
    def evalId(self, data: str, index: int, text: str) -> tuple[str, int, bool]:  # noqa: N802  # overrides
        label, end, found = super().evalId(data, index, text)
        return self.unescape(label or "").lower(), end, found
