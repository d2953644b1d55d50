"""HTML that authors write into Markdown: what is passed on to the sanitiser.

Only allowed elements are passed on. So the sanitiser never meets one that would swallow what
follows it, and text that merely looks like a tag (``Vec<T>``) stays text.
"""

from __future__ import annotations

import re

from articles.rendering.plain import escape_text
from articles.rendering.sanitise import BLOCKS, LINK_REL, PHRASES, UNREAD

# A tag as in CommonMark 6.6, but attributes may touch after a quote. Possessive and bounded, so
# that no input makes it look at a character more than a few times.
_TAG = (
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)"
    r"""((?:(?:[\s/]++|(?<=["']))[a-zA-Z_:@][\w:.@-]*+(?:\s*+=\s*+"""
    r"""(?:"[^"]{0,4000}+"|'[^']{0,4000}+'|[^\s"'=<>`]++))?+){0,50}+)\s*+/?>"""
)
_TOKEN = re.compile(f"{_TAG}|<!--")
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)
_ENTITY = r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_BARE = re.compile(f"&(?!{_ENTITY})")

KEPT = BLOCKS | PHRASES | {"h1", "img"}
# These become plain boxes: what is in them stays apart from what is around.
BOXES = frozenset(
    "address article aside center details dialog fieldset footer form header hgroup legend main"
    " menu nav option search section summary".split()
)
EMBEDDED = frozenset("audio embed iframe video".split())
_PASSED_OVER = frozenset(
    "acronym applet area base basefont bgsound big blink body button canvas col colgroup data"
    " datalist dir font frame frameset head html input label link map mark marquee meta meter"
    " nobr noembed noframes object optgroup output param picture progress select slot source span"
    " strike time track tt wbr".split()
)


class TagReader:
    """Reads the tags in one piece of text; remembers which end it has looked for in vain."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._endless: set[str] = set()

    def read(self, at: int) -> tuple[str, int] | None:
        """Return what the sanitiser gets for the tag at that place, and where the text goes on.

        None when it is no tag of HTML, or begins something unread that never ends.
        """
        token = _TOKEN.match(self.text, at)
        if token is None:
            return None
        slash, written, attributes = token.groups("")
        name = written.lower()
        if name == "" or (name in UNREAD and not slash):
            end = self._end_of_unread(name, token.end())
            return ("", end) if end else None
        if not (written.islower() or written.isupper()):
            return None  # <Button> is a component of some program
        if name in KEPT:
            return token.group(), token.end()
        if name in BOXES:
            return f"<{slash}div{attributes}>", token.end()
        if name in EMBEDDED:
            return ("" if slash else _link_to_embedded(attributes)), token.end()
        if name in UNREAD or name in _PASSED_OVER:
            return "", token.end()
        return None

    def _end_of_unread(self, name: str, at: int) -> int:
        if name in self._endless:
            return 0
        end = re.compile(rf"</{name}[^>]*>" if name else "-->", re.IGNORECASE).search(self.text, at)
        if end is None:
            self._endless.add(name)
            return 0
        return end.end()


def pass_on(html: str) -> str:
    """Return HTML in which every ``<`` and ``&`` that is no allowed tag or entity is escaped."""
    out: list[str] = []
    reader = TagReader(html)
    done = 0
    at = html.find("<")
    while at >= 0:
        tag = reader.read(at)
        if tag is not None:
            out += _escape_bare(html[done:at]), tag[0]
            at = done = tag[1]
        else:
            at += 1
        at = html.find("<", at)
    out.append(_escape_bare(html[done:]))
    return "".join(out)


def _escape_bare(text: str) -> str:
    return _BARE.sub("&amp;", text).replace("<", "&lt;")


def _link_to_embedded(attributes: str) -> str:
    """Return a link in place of something that another site would show in the page."""
    source = _SOURCE.search(attributes)
    address = "".join(source.groups("")) if source else ""
    if not _WEB.match(address):
        return ""
    address = escape_text(address).replace('"', "&quot;")
    return f'<a href="{address}" rel="{LINK_REL}">Embedded content</a>'
