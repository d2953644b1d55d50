"""HTML as articles have it, and ranges of its text, made up by hypothesis."""

from __future__ import annotations

from html import escape

import nh3
from hypothesis import strategies as st

TAGS = set(
    "a b blockquote br caption code dd dl dt em figcaption figure h2 hr li ol p pre rt ruby s"
    " strong sub table tbody td th thead tr ul".split()
)

# Words, white space, two UTF-16 units, joined emoji, combining marks, right to left, entities.
SAMPLES = [
    *("a", "word", "*", "漢字", " ", "\n", "  ", "\t", "\xa0", "\u2028", "\u202e"),
    *("𝒳", "👩\u200d👩\u200d👧", "e\u0301", "ש\u05bcלום", "مرحبا"),
    *("&", "<", ">", "&amp;", '"', "'"),
]
texts = st.lists(st.sampled_from(SAMPLES), max_size=6).map(
    lambda parts: escape("".join(parts), quote=False)
)


def _element(name: str, content: st.SearchStrategy[str], attributes: str = ""):
    return content.map(lambda inner: f"<{name}{attributes}>{inner}</{name}>")


def _inline(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(children, max_size=4).map("".join)
    ruby = st.tuples(texts, texts).map(lambda of: f"<ruby>{of[0]}<rt>{of[1]}</rt></ruby>")
    return st.one_of(
        *(_element(name, content) for name in ("b", "em", "code", "strong", "s", "sub")), ruby
    )


simple = st.recursive(st.one_of(texts, texts, st.just("<br>")), _inline, max_leaves=6)
link = _element(
    "a", st.lists(simple, max_size=3).map("".join), ' href="https://example.org/?a=1&amp;b"'
)
phrases = st.lists(st.one_of(simple, simple, link), max_size=4).map("".join)
spaces = st.sampled_from(["", "\n", "\n\n", " \n"])


def _spaced(items: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(items, spaces), min_size=least, max_size=3)
    return st.builds(lambda first, rest: first + "".join(a + b for a, b in rest), spaces, pairs)


rows = _element("tr", _spaced(st.one_of(_element("td", phrases), _element("th", phrases))))
tables = _element(
    "table", st.builds(str.__add__, spaces, _spaced(_element("tbody", _spaced(rows))))
)
leaves = st.one_of(
    _element("p", phrases),
    _element("h2", phrases),
    _element("pre", phrases),
    _element("pre", phrases.map("\n".__add__)),
    _element("pre", _element("code", phrases)),
    tables,
    st.just("<hr>"),
)


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = _spaced(children)
    items = st.one_of(
        _element("li", st.builds(str.__add__, phrases, blocks)), _element("li", blocks)
    )
    return st.one_of(
        _element("ul", _spaced(items, 0)),
        _element("ol", _spaced(items)),
        _element("blockquote", blocks),
        _element("figure", blocks),
        _element("dl", _spaced(st.one_of(_element("dt", phrases), _element("dd", blocks)))),
    )


blocks = st.recursive(leaves, _nested, max_leaves=5)
articles = _spaced(st.one_of(blocks, blocks, phrases), 0).map(
    lambda html: nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
)


def ranges(length: int, most: int = 12):
    """Ranges of a text of that length; they overlap, nest, touch and repeat."""
    if not length:
        return st.just([])
    places = st.integers(0, length)
    pair = st.tuples(places, places).map(sorted).map(tuple).filter(lambda pair: pair[0] < pair[1])
    return st.lists(pair, max_size=most)
