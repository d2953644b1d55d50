"""A passage in its context, as the admin's lists show it."""

from __future__ import annotations

from django.utils.html import format_html

from articles.models import Annotation
from articles.pages.surroundings import words_after, words_before

SHOWN = 200  # code points of a quote or a note


def in_context(annotation: Annotation, longest: int = SHOWN) -> str:
    """Safe HTML: the words before, the quote as a mark, the words after."""
    if annotation.reply_to_id is not None:
        return format_html('<span class="quiet">{}</span>', "A reply")
    if annotation.start is None:
        return format_html('<span class="quiet">{}</span>', "The whole article")
    return format_html(
        '<bdi class="passage">{}<mark>{}</mark>{}</bdi>',
        words_before(annotation.prefix),
        shortened(annotation.quote, longest),
        words_after(annotation.suffix),
    )


def shortened(text: str, longest: int = SHOWN) -> str:
    """The text, or its beginning and an ellipsis, `longest` code points at most."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
