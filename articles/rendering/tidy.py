"""Make cleaned HTML fit into the page: outline, images, and white space between blocks."""

from __future__ import annotations

import re
from html import unescape

from articles.rendering.plain import escape_text
from articles.rendering.sanitise import BLOCKS, LINK_REL
from articles.rendering.strands import BARE

_TAG = re.compile("(<[^>]*>)")
_NAME = re.compile("</?([a-z0-9]+)")
_ATTRIBUTE = re.compile(' ([a-z]+)="([^"]*)"')
# Spans over more than 99 rows or columns make a browser lay out tables for minutes.
_WIDE_SPAN = re.compile(' (?:col|row)span="(?![1-9][0-9]?")[^"]*"')
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = BLOCKS | {"h1"}
_SPACE = " \t\n"


def tidy(html: str) -> str:
    """Return HTML as ``clean_draft`` makes it, turned into what an article page shows.

    - Headings continue the page's outline: the author's highest level becomes ``h2``, those below
      follow without gaps, ``h6`` at most.
    - An image, which would tell strangers who reads what, becomes a link to it that reads "Image: "
      and its alternative text, else its file name; within a link, those words alone.
    - Between two blocks or lines is one newline in the text, and no other white space around them.
      It stands at the end of a list's item or a table's cell: between them no mark could hold it.
    - Links without an address and empty paragraphs are gone; header cells say what they head.
    """
    draft = _Draft()
    for position, token in enumerate(_TAG.split(html)):
        if position % 2:
            draft.tag(token)
        elif token:
            draft.text(token)
    return "".join(draft.out)


class _Draft:
    """What is written so far, and where in the document that is."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.tail = "\n"  # the last character of the text
        self.at_edge = True  # no text since a block or line began or ended
        self.owes_newline = False
        self.place = -1  # in out, for that newline: the end of the first block that ended
        self.last = -1  # in out, the last text since a block began or ended
        self.blocks: list[str] = []  # the names of the open ones
        self.outline: list[int] = []  # the author's levels of the headings that this place is under
        self.headings: list[tuple[str, list[int]]] = []  # open ones: name, outline before
        self.linked = False
        self.after_image = False
        self.pre = 0
        self.head = 0

    def text(self, text: str) -> None:
        if self._is_bare() and not text.strip(_SPACE):
            self.owes_newline = True
            return
        if self.pre:
            if self.out[-1] == "<pre>":
                text = text.lstrip("\n")  # a parser drops one newline here: keep none
        elif self.at_edge:
            text = text.lstrip(_SPACE)
        if text:
            self._settle()
            if self.after_image and text[0].isalnum():
                self.out.append(" ")
            self.last, self.place = len(self.out), -1
            self.out.append(text)
            self.tail = text[-1]
            self.at_edge = self.after_image = False

    def tag(self, tag: str) -> None:
        name = _NAME.match(tag)[1]  # type: ignore[index]  # nh3 writes no tag without a name
        closing = tag[1] == "/"
        if name == "a":
            self._link(tag, closing)
        elif name == "img":
            self._image(dict(_ATTRIBUTE.findall(tag)))
        elif name == "br":
            self._line_break()
        elif name not in _BLOCKS:
            self._phrase(tag, closing)
        elif closing:
            self._end(tag, name)
        else:
            self._begin(tag, name)

    def _is_bare(self) -> bool:
        """Whether text may not stand here."""
        return bool(self.blocks) and self.blocks[-1] in BARE

    def _settle(self) -> None:
        """Write the newline that is owed for a block or line before this place."""
        if self.owes_newline and self.tail != "\n":
            if not self._is_bare():
                self.out.append("\n")
                self.tail = "\n"
            elif (place := self.place if self.place >= 0 else self.last) >= 0:
                self.out[place] += "\n"
                self.tail = "\n"
        self.owes_newline = False

    def _edge(self) -> None:
        """Note that a block or line begins or ends here, and drop the white space before it."""
        if self.pre:
            return
        if not self.at_edge and self.out[-1][0] != "<":
            text = self.out.pop().rstrip(_SPACE)
            if text:
                self.out.append(text)
            else:
                self.last = -1
            self.tail = text[-1:]
        self.at_edge = self.owes_newline = True
        self.after_image = False

    def _begin(self, tag: str, name: str) -> None:
        if name in _HEADINGS:
            tag = tag.replace(name, self._heading(int(name[1])), 1)
        elif name in ("td", "th"):
            tag = _WIDE_SPAN.sub("", tag)
            if name == "th" and self.head and " scope=" not in tag:
                tag = tag.replace("<th", '<th scope="col"', 1)
        self._edge()
        self._settle()
        self.last = -1
        self.out.append(tag)
        if name != "hr":
            self.blocks.append(name)
        self.pre += name == "pre"
        self.head += name == "thead"

    def _heading(self, level: int) -> str:
        before = self.outline
        self.outline = [*(above for above in before if above < level), level]
        name = f"h{min(1 + len(self.outline), 6)}"
        self.headings.append((name, before))
        return name

    def _end(self, tag: str, name: str) -> None:
        self.blocks.pop()
        if name == "pre":
            self.pre -= 1
            self.at_edge = self.owes_newline = not self.pre
        else:
            self._edge()
        self.head -= name == "thead"
        if name in _HEADINGS:
            name, outline_before = self.headings.pop()
            if self._drop_empty(name):
                self.outline = outline_before
                return
            tag = f"</{name}>"
        elif name == "p" and self._drop_empty(name):
            return
        self.last = -1
        is_plain = name != "pre" and name not in BARE and not self.pre
        if self.place < 0 and (is_plain or (self._is_bare() and name not in BARE)):
            self.place = len(self.out)
            self.out.append("")
        self.out.append(tag)

    def _drop_empty(self, name: str) -> bool:
        """Take back a start tag without anything after it, and the newline before."""
        if not self.out[-1].startswith(f"<{name}"):
            return False
        self.out.pop()
        if self.out and self.out[-1] == "\n":
            self.out.pop()
            self.tail = ""
            self.owes_newline = True
        return True

    def _line_break(self) -> None:
        if self.pre:
            self.text("\n")
        else:
            self._edge()
            self.out.append("<br>")

    def _phrase(self, tag: str, closing: bool) -> None:
        if not closing:
            self._settle()
        self.out.append(tag)

    def _link(self, tag: str, closing: bool) -> None:
        if closing and self.linked:
            self.out.append(tag)
            self.linked = False
        elif " href=" in tag:
            self._phrase(tag, closing)
            self.linked = True

    def _image(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src", "")
        words = " ".join(unescape(attributes.get("alt", "")).split())
        if not words and source:
            words = unescape(re.split("[?#]", source)[0]).rpartition("/")[2]
        if not words and not source:
            return
        self._settle()
        if self.tail.isalnum() and not self.at_edge:
            self.text(" ")
        label = escape_text(f"Image: {words}" if words else "Image")
        if source and not self.linked:
            self.out.append(f'<a href="{source}" rel="{LINK_REL}">')
            self.text(label)
            self.out.append("</a>")
        else:
            self.text(label)
        self.after_image = True
