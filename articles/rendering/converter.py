"""Markdown to HTML that is still to be cleaned."""

from __future__ import annotations

import re

from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.preprocessors import Preprocessor

from articles.rendering.bounded import NOTHING, BoundedMarkdown, Converters, Found
from articles.rendering.budget import Budget, TooMuchWork
from articles.rendering.fences import take_out_fences
from articles.rendering.html_blocks import take_out_html
from articles.rendering.lists import regular_lists
from articles.rendering.prose import paragraphs_apart
from articles.rendering.raw_html import TagReader
from articles.rendering.references import register_references

# In code points. The longest of 123 real articles has 16,000.
LONGEST = 250_000
# 0.1 s is about a million. Real articles take at most 15 a code point, 40,000 in one block.
WHOLE_WORK = 5_000_000
BLOCK_WORK = 1_000_000

# All punctuation may be escaped (CommonMark 2.4) but "&", which might make an entity again.
ESCAPED = "!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~"


def markdown_html(body: str) -> str:
    """Return the HTML of a normalised Markdown body, not yet safe.

    Raises TooMuchWork when the body is too long or its markup too much work.
    """
    if len(body) > LONGEST:
        raise TooMuchWork
    return _converters.convert(body)


def _build() -> BoundedMarkdown:
    converter = BoundedMarkdown(
        Budget(WHOLE_WORK, BLOCK_WORK), extensions=[TableExtension(), SaneListExtension()]
    )
    converter.ESCAPED_CHARS = list(ESCAPED)
    converter.preprocessors.deregister("normalize_whitespace")
    converter.preprocessors.deregister("html_block")
    converter.preprocessors.register(_Source(converter), "source", 0)
    converter.parser.blockprocessors.register(_Headings(converter.parser), "hashheader", 70)
    # Before links, which would read what is in an attribute.
    converter.inlinePatterns.register(_Tags(r"(?<!\\)<(?=[a-zA-Z/!])", converter), "html", 185)
    register_references(converter)
    converter.count_work()
    return converter


class _Source(Preprocessor):
    """Brings the source into a form in which Python-Markdown reads what other parsers do."""

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.store
        lines = [line.expandtabs(4) for line in take_out_fences(lines, stash)]
        lines = regular_lists(take_out_html(lines, stash))
        return [*paragraphs_apart(lines), "", ""]


class _Headings(HashHeaderProcessor):
    """Headings with a blank after ``#``, as CommonMark has them: ``#word`` is a hashtag."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=\s|$)(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
    )


class _Tags(HtmlInlineProcessor):
    """HTML within text."""

    reader = TagReader("")

    def handleMatch(  # type: ignore[override]  # noqa: N802  # as inline patterns have it
        self, m: re.Match[str], data: str
    ) -> Found:
        if self.reader.text != data:
            self.reader = TagReader(data)
        tag = self.reader.read(m.start())
        if tag is None:
            return NOTHING
        markup = self.backslash_unescape(self.unescape(tag[0]))
        return self.md.htmlStash.store(markup), m.start(), tag[1]


_converters = Converters(_build)
