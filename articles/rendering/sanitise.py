"""The allow-list: what of an author's HTML may stand on the page."""

from __future__ import annotations

import nh3

BLOCKS = frozenset(
    "blockquote caption dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre table tbody td"
    " tfoot th thead tr ul".split()
)
PHRASES = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd q rp rt ruby s samp small strong sub sup u"
    " var".split()
)
# Not <mark>: marks are what readers make. No id and no class: they belong to the page.
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto"}
LINK_REL = "noopener nofollow ugc"

# Elements whose content is not for reading. None of them, and nothing of SVG or MathML, is ever
# allowed: that keeps every known way around the sanitiser shut.
UNREAD = frozenset("math noscript script style svg template textarea title xmp".split())

_draft = nh3.Cleaner(
    tags=set(BLOCKS | PHRASES | {"h1", "img"}),
    clean_content_tags=set(UNREAD),
    attributes=_ATTRIBUTES | {"img": {"alt", "src"}},
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=LINK_REL,
)
_final = nh3.Cleaner(
    tags=set(BLOCKS | PHRASES),
    clean_content_tags=set(UNREAD),
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=LINK_REL,
)


def clean_draft(html: str) -> str:
    """Return safe, well-formed HTML that may still hold ``<h1>`` and ``<img alt src>``."""
    return _draft.clean(html)


def clean(html: str) -> str:
    """Return safe, well-formed HTML of the allowed elements only."""
    return _final.clean(html)
