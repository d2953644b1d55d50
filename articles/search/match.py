"""Criteria → an expression for SQLite's MATCH; no Django here.

The syntax: https://sqlite.org/fts5.html, section 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.search.criteria import EVERY_DOCUMENT, Criteria, key_word
from articles.search.tree import And, Field, FieldName, Leaf, Node, Not, Or, spell


def match_expression(criteria: Criteria) -> str:
    """Return what the words and the keys of `criteria` (not impossible ones) ask of a document.

    Every word is quoted, so nothing that a user types is an operator here.
    """
    parts = [
        " OR ".join(_quoted(key_word(key)) for key in dict.fromkeys(group))
        for group in criteria.any_of
    ]
    if criteria.query and criteria.query.tree:
        parts.insert(0, _expression(criteria.query.tree, None))
    return " AND ".join(f"({part})" for part in parts) or _quoted(EVERY_DOCUMENT)


def _expression(node: Node, field: FieldName | None) -> str:
    match node:
        case And(nodes):
            return _all_of(nodes, field)
        case Not():
            return _all_of([node], field)
        case Or(nodes):
            return " OR ".join(f"({_expression(child, field)})" for child in nodes)
        case Field(name, child):
            return _expression(child, name)
        case _:
            return _leaf(node, field)


def _all_of(nodes: Sequence[Node], field: FieldName | None) -> str:
    """FTS5's NOT takes one set away from another: from what is wanted, or from all documents."""
    positive = [f"({_expression(node, field)})" for node in nodes if not isinstance(node, Not)]
    negative = [f"({_expression(node.node, field)})" for node in nodes if isinstance(node, Not)]
    wanted = " AND ".join(positive) or _quoted(EVERY_DOCUMENT)
    return f"({wanted}) NOT ({' OR '.join(negative)})" if negative else wanted


def _leaf(leaf: Leaf, field: FieldName | None) -> str:
    words, open_end = spell(leaf)
    column = f"{field} : " if field else ""
    return f"{column}{_quoted(' '.join(words))}{' *' if open_end else ''}"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
