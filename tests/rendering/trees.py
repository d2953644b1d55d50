"""The tree of some HTML as it is written, and as html5lib's parser reads it, to be compared.

A tree is a list of texts and elements, an element a list of name, attributes and children.
"""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

import html5lib

VOID = {"br", "col", "hr", "img", "wbr"}


def written(html: str) -> list:
    """The tree that the tags say; fails when they are not properly nested."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [name for name, _, _ in reader.path] == [""], html
    return reader.path[0][2]


def parsed(html: str) -> list:
    """The tree that the HTML parsing rules make of it within a <div>."""
    document = html5lib.parse(f"<!doctype html><div>{html}</div>", namespaceHTMLElements=False)
    body = document.find("body")
    assert [child.tag for child in body] == ["div"], html
    return _children(body[0])


def text(tree: list) -> str:
    """The textContent of the tree."""
    return "".join(child if isinstance(child, str) else text(child[2]) for child in tree)


def without_marks(tree: list) -> list:
    """The tree with every <mark> and <span> replaced by what is in it."""
    children: list = []
    for child in tree:
        if isinstance(child, str):
            _add_text(children, child)
        elif child[0] in ("mark", "span"):
            for inner in without_marks(child[2]):
                if isinstance(inner, str):
                    _add_text(children, inner)
                else:
                    children.append(inner)
        else:
            children.append([child[0], child[1], without_marks(child[2])])
    return children


def elements(tree: list, path: tuple = ()):
    """Every element in document order, with the elements around it from the outermost in."""
    for child in tree:
        if not isinstance(child, str):
            yield child, path
            yield from elements(child[2], (*path, child))


def _add_text(children: list, data: str) -> None:
    if data and children and isinstance(children[-1], str):
        children[-1] += data
    elif data:
        children.append(data)


def _children(element: ElementTree.Element) -> list:
    children: list = []
    _add_text(children, element.text or "")
    for child in element:
        children.append([child.tag, dict(child.attrib), _children(child)])
        _add_text(children, child.tail or "")
    return children


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path: list[tuple[str, dict, list]] = [("", {}, [])]
        self.after_pre = False

    def handle_starttag(self, tag, attrs):
        element = [tag, dict(attrs), []]
        self.path[-1][2].append(element)
        if tag not in VOID:
            self.path.append((tag, element[1], element[2]))
        self.after_pre = tag == "pre"

    def handle_endtag(self, tag):
        name, _, _ = self.path.pop()
        assert name == tag
        self.after_pre = False

    def handle_data(self, data):
        if self.after_pre:
            data = data.removeprefix("\n")
            self.after_pre = False
        _add_text(self.path[-1][2], data)
