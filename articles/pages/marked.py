"""Parts of an article's text with its marks, for a page that is open already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.models import Article
from articles.pages.annotated import spans_between
from articles.pages.mark_filter import MarkFilter
from articles.rendering.marks import mark
from articles.rendering.strands import Block, blocks

Range = tuple[int, int]


def marked_blocks(
    article: Article, ranges: Iterable[Range], *, viewer: Any, chosen: MarkFilter
) -> list[dict[str, Any]]:
    """The blocks of the text that the ranges (code points) touch, each with its range and HTML."""
    wanted = sorted({one for one in ranges if one[0] < one[1]})
    touched = [block for block in blocks(article.html) if _touches(block, wanted)]
    if not touched:
        return []
    first, last = touched[0].start, touched[-1].end
    spans = spans_between(article, first, last, viewer=viewer, chosen=chosen)
    return [
        {
            "start": block.start,
            "end": block.end,
            "html": mark(
                block.html,
                [span for span in spans if span.start < block.end and span.end > block.start],
                offset=block.start,
            ),
        }
        for block in touched
    ]


def _touches(block: Block, ranges: list[Range]) -> bool:
    return any(start < block.end and end > block.start for start, end in ranges)
