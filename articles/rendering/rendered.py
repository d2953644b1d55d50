"""What a reader sees of an article's body."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from articles.rendering.budget import TooMuchWork
from articles.rendering.converter import markdown_html
from articles.rendering.normalise import normalise
from articles.rendering.plain import plain_html, plain_text
from articles.rendering.safe_html import safe_html
from articles.rendering.visible_text import visible_text

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as it is shown: safe HTML, and its text.

    ``text`` is the textContent that a browser reports for an element around ``html``. It holds no
    control characters other than tab and newline, no lone surrogates and no noncharacters.
    """

    html: str
    text: str


def render(body: str, markup: str = "markdown") -> Rendered:
    """Return what a reader sees of a body whose markup is ``plain`` or ``markdown``.

    A plain body has a paragraph per line that is not blank, shown literally. So has a Markdown body
    that is too long, or whose markup takes too much work; a single block that does is literal by
    itself. No body takes more than about a second. Raises ValueError for any other markup.
    """
    body = normalise(body)
    if markup == "markdown":
        try:
            html = safe_html(markdown_html(body))
            return Rendered(html, visible_text(html))
        except TooMuchWork:
            logger.info("Markup is too much work; shown as plain paragraphs")
        except Exception:  # a parser's fault must not keep anyone from reading an article
            logger.exception("Markup was not read; shown as plain paragraphs")
    elif markup != "plain":
        raise ValueError(f"no such markup: {markup!r}")
    text = plain_text(body)
    return Rendered(plain_html(text), text)
