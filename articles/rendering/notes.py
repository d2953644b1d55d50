"""Notes that readers write: a little Markdown."""

from __future__ import annotations

import logging

from markdown.extensions.sane_lists import SaneListExtension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor

from articles.rendering.bounded import BoundedMarkdown, Converters
from articles.rendering.budget import Budget, TooMuchWork
from articles.rendering.converter import ESCAPED
from articles.rendering.fences import take_out_fences
from articles.rendering.lists import regular_lists
from articles.rendering.normalise import normalise
from articles.rendering.plain import plain_html, plain_text
from articles.rendering.safe_html import safe_html

logger = logging.getLogger(__name__)

LONGEST = 20_000  # code points
# See converter.py: 0.1 s is about a million.
WHOLE_WORK = 1_000_000
BLOCK_WORK = 500_000


def render_note(note: str) -> str:
    """Return the safe HTML of a note: emphasis, links, lists, quotes and code.

    Each newline is a line break or begins another block. Headings, tables, images and HTML are
    shown literally. A note that is longer than ``LONGEST``, or whose markup takes too much work, is
    shown as plain paragraphs. Raises nothing.
    """
    note = normalise(note)
    if len(note) <= LONGEST:
        try:
            return safe_html(_converters.convert(note))
        except TooMuchWork:
            pass
        except Exception:  # a parser's fault must not keep anyone from reading a note
            logger.exception("A note's markup was not read; shown as plain paragraphs")
    return plain_html(plain_text(note))


class _Source(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        lines = [line.expandtabs(4) for line in take_out_fences(lines, self.md.htmlStash.store)]
        return [*regular_lists(lines), "", ""]


def _build() -> BoundedMarkdown:
    converter = BoundedMarkdown(Budget(WHOLE_WORK, BLOCK_WORK), extensions=[SaneListExtension()])
    converter.ESCAPED_CHARS = list(ESCAPED)
    for name in ("normalize_whitespace", "html_block"):
        converter.preprocessors.deregister(name)
    converter.preprocessors.register(_Source(converter), "source", 0)
    for name in ("code", "hashheader", "setextheader", "reference"):
        converter.parser.blockprocessors.deregister(name)
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    line_break = SubstituteTagInlineProcessor(" *\n", "br")
    converter.inlinePatterns.register(line_break, "linebreak", 100)
    converter.count_work()
    return converter


_converters = Converters(_build)
