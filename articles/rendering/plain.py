"""Plain bodies: a paragraph per line, shown literally."""

from __future__ import annotations


def plain_text(body: str) -> str:
    """Return the lines of a normalised body that have something to show, joined by newlines."""
    lines = body.split("\n")
    return "\n".join([line for line in lines if line and not line.isspace()])


def plain_html(text: str) -> str:
    """Return the text with each line an escaped paragraph; its textContent is the text again."""
    if not text:
        return ""
    return "<p>" + escape_text(text).replace("\n", "</p>\n<p>") + "</p>"


def escape_text(text: str) -> str:
    """Return the text as HTML for use between tags, written as browsers and nh3 write it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")
