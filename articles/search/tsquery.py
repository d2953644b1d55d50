"""Criteria → PostgreSQL's tsquery, for vectors of `articles.search.tsvector`; no Django here."""

from __future__ import annotations

from articles.search.criteria import EVERY_DOCUMENT, Criteria, key_word
from articles.search.tree import And, Field, FieldName, Leaf, Node, Not, Or, spell
from articles.search.tsvector import MARKS, quoted


def tsquery(criteria: Criteria) -> str:
    """Return what the words and keys of `criteria` (not impossible ones) ask, as tsquery text.

    Every word is a quoted lexeme, so nothing that a user types is an operator here.
    """
    parts = [
        _joined(" | ", [quoted(key_word(key)) for key in dict.fromkeys(group)])
        for group in criteria.any_of
    ]
    if criteria.query and criteria.query.tree:
        parts.insert(0, words_tsquery(criteria.query.tree))
    return _joined(" & ", parts or [quoted(EVERY_DOCUMENT)])


def words_tsquery(node: Node, field: FieldName | None = None) -> str:
    """Return a tree as tsquery text."""
    match node:
        case And(nodes):
            return _joined(" & ", [words_tsquery(child, field) for child in nodes])
        case Or(nodes):
            return _joined(" | ", [words_tsquery(child, field) for child in nodes])
        case Not(child):
            return f"({quoted(EVERY_DOCUMENT)} & !{words_tsquery(child, field)})"
        case Field(name, child):
            return words_tsquery(child, name)
        case _:
            return _leaf(node, field)


def _leaf(leaf: Leaf, field: FieldName | None) -> str:
    words, open_end = spell(leaf)
    mark = MARKS.get(field, "") if field else ""
    weight = "C" if field == "text" else ""
    lexemes = [quoted(mark + word) + (f":{weight}" if weight else "") for word in words]
    if open_end:
        lexemes[-1] = f"{quoted(mark + words[-1])}:*{weight}"
    return _joined(" <-> ", lexemes)


def _joined(operator: str, parts: list[str]) -> str:
    return f"({operator.join(parts)})" if len(parts) > 1 else parts[0]
