"""Words that were searched for, marked in short texts; and text that is safe HTML already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Html(str):
    """Safe HTML: templates show it as it is, because it says so by `__html__`."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def mark_hits(text: str, spans: Iterable[tuple[int, int]]) -> Html:
    """The text as HTML with each span (code points; sorted, disjoint) in `<mark class="hit">`."""
    parts = []
    done = 0
    for start, end in spans:
        parts += [
            escape(text[done:start]),
            '<mark class="hit">',
            escape(text[start:end]),
            "</mark>",
        ]
        done = end
    parts.append(escape(text[done:]))
    return Html("".join(parts))
