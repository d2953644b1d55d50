"""Bylines split into the names of authors."""

from __future__ import annotations

import re
from functools import lru_cache

_BY = re.compile(r"^by(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
# Separators outside parentheses: "Ann (Rome, Oslo), Ben" names two people.
_OUTSIDE = r"(?![^()]*\))"
_SEMICOLONS = re.compile(r"\s*[;；]\s*" + _OUTSIDE)
_COMMAS = re.compile(r"\s*(?:[,，،、]|\s\|\s|\s/\s)\s*" + _OUTSIDE)
_AND = re.compile(r"(?:^|\s)(?:and|&|و)\s+" + _OUTSIDE, re.IGNORECASE)
# What follows a comma and belongs to the name before it.
_SUFFIX = re.compile(
    r"(?:(?i:jr|sr|esq|ph\.?\s?d|d\.?phil)|I{2,3}|IV|M\.?D|M\.?A|M\.?Sc|B\.?A|M\.?B\.?A|M\.?P\.?H"
    r"|R\.?N|J\.?D|LL\.?M|Ed\.?D|C\.?P\.?A|S\.?J|O\.?P)\.?"
)
# "Department of Health and Human Services" is one author, as is "Ernst & Young".
_BODY = re.compile(
    r"\b(?:of|for|department|office|ministry|agency|association|institute|committee|university"
    r"|bureau|council|centers?|centre|society|foundation|commission|federation)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W_]")


@lru_cache(maxsize=4096)
def split_byline(byline: str) -> tuple[str, ...]:
    """The names in `byline`, whitespace folded, each once, in their order.

    Between names: comma (also Chinese and Arabic), semicolon, "and", "&", spaced "|" and "/".
    With semicolons, a comma within "Doe, Jane" belongs to the name. "Jr.", "Ph.D." and the like
    stay with their name; so does a bracketed remark. A leading "By" is left out.
    """
    folded = _BY.sub("", " ".join(byline.split()), count=1) if byline else ""
    if not folded:
        return ()
    names: list[str] = []
    parts = _SEMICOLONS.split(folded)
    for part in parts:
        names += _split_commas(part, inverted=len(parts) > 1)
    return unique(names)


def unique(names: list[str]) -> tuple[str, ...]:
    """`names` without what has no letter and without repetitions (letter case aside)."""
    kept: dict[str, str] = {}
    for name in names:
        if _LETTER.search(name):
            kept.setdefault(name.casefold(), name)
    return tuple(kept.values())


def _split_commas(part: str, *, inverted: bool) -> list[str]:
    names: list[str] = []
    pieces = _COMMAS.split(part)
    if inverted and len(pieces) == 2 and any(" " not in piece for piece in pieces):
        return [part.strip()]
    for piece in pieces:
        first, *others = _split_and(piece)
        if names and _SUFFIX.fullmatch(first):
            names[-1] = f"{names[-1]}, {first}"
        else:
            names.append(first)
        names += others
    return names


def _split_and(piece: str) -> list[str]:
    names: list[str] = []
    rest = piece
    while found := _AND.search(rest):
        left, right = rest[: found.start()].strip(), rest[found.end() :].strip()
        is_company = found[0].strip() == "&" and " " not in left and " " not in right
        if left and (_BODY.search(left) or is_company):
            break
        names.append(left)
        rest = right
    return [*names, rest.strip()]
