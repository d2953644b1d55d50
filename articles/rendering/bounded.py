"""Python-Markdown that stops reading markup where it becomes too much work.

Python-Markdown takes quadratic time or more on short inputs (rows of brackets, backticks, headings
...). Here each step of its two parsers is counted. Where a block has used up its share, the rest of
the block is shown literally, so that no text is lost; where the whole body has, conversion ends.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any, cast
from xml.etree.ElementTree import Element, ElementTree, SubElement

import markdown
from markdown import treeprocessors
from markdown.blockparser import BlockParser
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from articles.rendering.budget import Budget
from articles.rendering.plain import escape_text

# How often the block parser calls itself (once or twice for each quote or list in another), and how
# many elements may be around a phrase. In 123 real articles it is 8 and 11 at most; Python-Markdown
# meets the recursion limit at about 90.
DEEPEST_BLOCK = 24
DEEPEST_PHRASE = 24

Found = tuple[Element | str | None, int | None, int | None]
Handler = Callable[[re.Match[str], str], Found]
NOTHING: Found = (None, None, None)


class BoundedMarkdown(markdown.Markdown):
    """A Markdown converter with a budget. Call ``count_work`` once all patterns are registered.

    ``convert`` raises TooMuchWork. It is not to be used again after an exception.
    """

    def __init__(self, budget: Budget, **options: Any) -> None:
        self.budget = budget
        super().__init__(**options)

    def build_parser(self) -> BoundedMarkdown:
        super().build_parser()
        parser = _BoundedParser(self)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        return self

    def reset(self) -> BoundedMarkdown:
        super().reset()
        self.budget.reset()
        return self

    def count_work(self) -> None:
        """Count what the inline patterns do from now on."""
        for pattern in self.inlinePatterns:
            handle = cast("Handler", pattern.handleMatch)
            pattern.handleMatch = self._counted(handle)  # type: ignore[method-assign, assignment]
        self.inlinePatterns.register(_TextStart(self), "text_start", 1000)

    def forget_delimiters(self) -> None:
        """Drop what the emphasis parser has found ahead: it is of the text at hand only."""
        emphasis: Any = self.inlinePatterns["em_strong"]
        emphasis.reset()

    def _counted(self, handle: Handler) -> Handler:
        phrases = cast("treeprocessors.InlineProcessor", self.treeprocessors["inline"])

        def counted(match: re.Match[str], data: str) -> Found:
            # It copies all of the text when it finds something, else it has looked at all ahead.
            ahead = len(data) - match.start()
            if len(phrases.ancestors) > DEEPEST_PHRASE or not self.budget.grant(10 + ahead // 10):
                self.forget_delimiters()
                return NOTHING
            found = handle(match, data)
            self.budget.charge(ahead if found[0] is None else (found[2] or 0) - (found[1] or 0))
            return found

        return counted


class Converters(threading.local):
    """A converter for each thread; they are costly to build, and not to be shared."""

    def __init__(self, build: Callable[[], BoundedMarkdown]) -> None:
        self.build = build
        self.idle: BoundedMarkdown | None = None

    def convert(self, source: str) -> str:
        """Return the HTML of a Markdown source. Raises TooMuchWork."""
        converter = self.idle or self.build()
        self.idle = None  # an exception leaves it in the middle of something
        html = converter.reset().convert(source)
        self.idle = converter
        return html


class _TextStart(InlineProcessor):
    """Stands before all inline patterns, so that it sees each text before them, and once."""

    def __init__(self, converter: BoundedMarkdown) -> None:
        super().__init__(r"\A", converter)
        self.converter = converter

    def handleMatch(  # type: ignore[override]  # noqa: N802  # as inline patterns have it
        self, m: re.Match[str], data: str
    ) -> Found:
        budget = self.converter.budget
        budget.next_block()
        self.converter.forget_delimiters()
        # Emphasis compares each delimiter with those before it; others are tried by a few patterns.
        delimiters = data.count("*") + data.count("_")
        others = sum(map(data.count, "[`<&\\"))
        work = 300 + len(data) // 10 + delimiters * delimiters // 10 + 40 * others
        if budget.grant(work):
            return NOTHING
        return escape_text(data), 0, len(data)


class _BoundedParser(BlockParser):
    def __init__(self, converter: BoundedMarkdown) -> None:
        super().__init__(converter)
        self.budget = converter.budget

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  # overrides
        self.depth = 0
        self.fewest_blocks = sys.maxsize
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802  # overrides
        self.depth += 1
        while blocks:
            # What a processor leaves of a block stands in front again, and shares its budget.
            if self.depth == 1 and len(blocks) < self.fewest_blocks:
                self.fewest_blocks = len(blocks)
                self.budget.next_block()
            if self.depth > DEEPEST_BLOCK or not self.budget.grant(_work(blocks[0])):
                self._add_literally(parent, blocks.pop(0))
                continue
            for processor in self.blockprocessors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break
        self.depth -= 1

    def _add_literally(self, parent: Element, block: str) -> None:
        lines = [line for line in block.split("\n") if line.strip()]
        self.budget.charge(100 * len(lines))
        for line in lines:
            SubElement(parent, "p").text = AtomicString(escape_text(line))


def _work(block: str) -> int:
    """What it takes to try all block processors on a block."""
    work = 500 + len(block)
    if "|" in block:
        # A table has as many cells in each row as in its first, written or not (50 for each), and
        # each pipe of a row is compared with each span of code.
        lines = block.split("\n")
        work += 50 * len(lines) * (1 + lines[0].count("|"))
        if "`" in block:
            work += sum(line.count("|") * line.count("`") for line in lines)
    return work
