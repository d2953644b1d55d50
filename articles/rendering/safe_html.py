"""Converted HTML to what an article page may show."""

from __future__ import annotations

import re

from articles.rendering.budget import TooMuchWork
from articles.rendering.normalise import normalise
from articles.rendering.sanitise import clean, clean_draft
from articles.rendering.tidy import tidy

# nh3 takes time with the square of these: entities and no-break spaces in one text (0.1 s for this
# many), elements open at a time (0.1 s in a body of the greatest length). In 123 real articles
# there are at most 130 and 10.
_MOST_ENTITIES = 40_000
_DEEPEST = 32
# An unclosed <b> is repeated in each paragraph after it.
_GROWTH = 4

_TAG = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# A parser ends these by itself where the next one begins: they do not pile up.
_SELF_ENDING = frozenset("br caption hr img p tbody td tfoot th thead tr".split())
_ITEMS = ({"li"}, {"dd", "dt"})


def safe_html(html: str) -> str:
    """Return the HTML cleaned and tidied: a parser makes the very tree of it that is written.

    Raises TooMuchWork for HTML on which the sanitiser would take too long, or that does not become
    stable: what is cleaned again must stay as it is, or a browser could see another document.
    """
    if html.count("&") + html.count("\xa0") > _MOST_ENTITIES or _is_deep(html):
        raise TooMuchWork
    draft = clean_draft(html)
    if len(draft) > _GROWTH * len(html) + 1000:
        raise TooMuchWork
    # Character references may have brought control characters in.
    html = tidy(normalise(draft))
    for _ in range(3):
        cleaned = clean(html)
        if cleaned == html:
            return html
        html = cleaned
    raise TooMuchWork


def _is_deep(html: str) -> bool:
    """Whether more elements are open at a time than an author needs, however they are closed."""
    around: list[str] = []
    for slash, written in _TAG.findall(html):
        name = written.lower()
        if name in _SELF_ENDING:
            continue
        if slash:
            if name in around:
                del around[len(around) - 1 - around[::-1].index(name)]
        elif not any(around and {name, around[-1]} <= items for items in _ITEMS):
            around.append(name)
            if len(around) > _DEEPEST:
                return True
    return False
