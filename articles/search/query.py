"""What a user typed → a tree; no Django here. Any string is a query, none is an error.

- `climate change`: both words; `"climate change"`: the phrase (typographic quotes serve as well);
- `climate -change` or `climate NOT change`: the first without the second;
- `climate OR weather`: either; OR joins the terms beside it, closer than a space does;
- `clim*`: words that begin so, by three letters at least;
- `title:`, `byline:` (or `author:`), `text:` before a term, a phrase or a parenthesis: there alone;
- `(…)`: a group.

A term that folds to several words (`e-mail`, 東京) is a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.search.folding import stands_alone
from articles.search.tree import And, Field, FieldName, Leaf, Node, Not, Or, Phrase, Prefix, Word
from articles.search.words import words

LONGEST_QUERY = 1_000  # code points
MOST_WORDS = 50  # in all, those of phrases too
SHORTEST_PREFIX = 3  # letters; a shorter one would walk a large part of the index
DEEPEST = 10  # parentheses within parentheses

_FIELDS: dict[str, FieldName] = {
    "title": "title",
    "byline": "byline",
    "author": "byline",
    "text": "text",
}
_QUOTES = '"“”„‟«»＂'
_TOKEN = re.compile(
    rf"""
      [{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]?
    | (?P<open>\()
    | (?P<close>\))
    | (?P<minus>-(?=\S))
    | (?P<field>{"|".join(_FIELDS)}):(?=\S)
    | (?P<term>[^\s(){_QUOTES}]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; without a tree it matches nothing.

    `notices` tell the user what was not done as typed.
    """

    tree: Node | None
    notices: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Return the query that `text` asks. Never fails: the notices tell what was not followed."""
    notices: dict[str, None] = {}  # a set that keeps its order
    if len(text) > LONGEST_QUERY:
        notices[f"Only the first {LONGEST_QUERY:,} characters of the query were read."] = None
    tree = _Parser(text[:LONGEST_QUERY], notices).sequence()
    if tree is None:
        notices["The query has no word to search for, so nothing is found."] = None
    return Query(tree, tuple(notices))


class _Parser:
    """Recursive descent over the tokens of one query, as deep as `DEEPEST` allows."""

    def __init__(self, text: str, notices: dict[str, None]) -> None:
        self._tokens = [(str(match.lastgroup), match) for match in _TOKEN.finditer(text)]
        self._next = 0
        self._words_left = MOST_WORDS
        self._notices = notices

    def sequence(self, depth: int = 0) -> Node | None:
        """Read up to a closing parenthesis or the end: all terms must match, save around OR."""
        groups: list[list[Node]] = []
        either = False
        while self._next < len(self._tokens):
            operator = self._operator()
            if operator == ")":
                self._next += 1
                if depth:
                    break
            elif operator in ("OR", "AND"):
                self._next += 1
                either = operator == "OR" and bool(groups)
            else:
                node = self._unit(depth)
                if node and either:
                    groups[-1].append(node)
                elif node:
                    groups.append([node])
                either = False
        return _joined(And, [_joined(Or, group) for group in groups]) if groups else None

    def _operator(self) -> str:
        """Return the next token if it is an operator (in capitals), else ""."""
        kind, match = self._tokens[self._next]
        if kind == "close" or (kind == "term" and match[0] in ("AND", "OR", "NOT")):
            return match[0]
        return ""

    def _unit(self, depth: int) -> Node | None:
        """Read one term, phrase or parenthesis with the minus and the field before it."""
        negative = False
        field: FieldName | None = None
        while self._next < len(self._tokens):
            kind, match = self._tokens[self._next]
            self._next += 1
            if kind == "minus" or (kind == "term" and match[0] == "NOT"):
                negative = True
            elif kind == "field":
                field = _FIELDS[match["field"].lower()]
            elif kind == "close":
                self._next -= 1
                return None
            else:
                node = self._primary(kind, match, depth)
                if node and field:
                    node = Field(field, node)
                return Not(node) if node and negative else node
        return None

    def _primary(self, kind: str, match: re.Match[str], depth: int) -> Node | None:
        if kind == "open" and depth == DEEPEST:
            self._notices[f"Parentheses deeper than {DEEPEST} levels were left out."] = None
            return None
        if kind == "open":
            return self.sequence(depth + 1)
        if kind == "quoted":
            return self._leaf(match["quoted"], open_end=False)
        return self._leaf(match["term"], open_end=match["term"].endswith("*"))

    def _leaf(self, typed: str, *, open_end: bool) -> Leaf | None:
        found = words(typed)
        if len(found) > self._words_left:
            found, open_end = found[: self._words_left], False
            self._notices[f"Only the first {MOST_WORDS} words of the query are searched."] = None
        self._words_left -= len(found)
        if not found:
            return None
        if open_end and len(found[-1]) < SHORTEST_PREFIX:
            open_end = False
            if not stands_alone(found[-1]):
                self._notices[
                    f"“{typed}” is too short a beginning ({SHORTEST_PREFIX} letters at least), "
                    f"so “{typed.rstrip('*')}” was searched as a whole word."
                ] = None
        if len(found) > 1:
            return Phrase(tuple(found), open_end)
        return Prefix(found[0]) if open_end else Word(found[0])


def _joined(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node:
    return kind(tuple(nodes)) if len(nodes) > 1 else nodes[0]
