"""The last step of every format: fields as read, checked and normalised into a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.importers import language, markup
from articles.importers.authors import split_byline, unique
from articles.importers.dates import instant
from articles.importers.draft import (
    MAX_AUTHOR,
    MAX_AUTHORS,
    MAX_BYLINE,
    MAX_SOURCE,
    MAX_TITLE,
    MAX_URL,
    ArticleDraft,
    Outcome,
    Refusal,
)
from articles.importers.urls import host, url_key

# Something a reader would see: not white space, joiners, direction marks or fillers alone.
_VISIBLE = re.compile(
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_FOLD = re.compile(r"[ \t\n]+")
_BLANK_LINES = re.compile(r"(?:[^\S\n]*+\n)*+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_SHOWN = 80  # code points of a faulty value in a warning


@dataclass(slots=True)
class Fields:
    """What a format found, as written; "" for what is not there. All of it clean text."""

    title: str = ""
    body: str = ""
    published_at: str = ""
    byline: str = ""
    authors: tuple[str, ...] | None = None
    """The names where the format lists them; None where the byline has to be split."""
    source: str = ""
    url: str = ""
    markup: str = ""
    language: str = ""
    warnings: list[str] = field(default_factory=list)


def make_draft(fields: Fields, *, origin: str, line: int | None, digest: str) -> Outcome:
    """The draft of an article, or its refusal: no title, or an empty body."""
    warnings = fields.warnings
    title = _cut(_folded(fields.title), MAX_TITLE, "title", warnings)
    if not _VISIBLE.search(title):
        return Refusal(origin, line, "no title")
    body = fields.body.rstrip()
    if body[:1].isspace() and (blank := _BLANK_LINES.match(body)):
        body = body[blank.end() :]  # the first line keeps its indentation
    if not _VISIBLE.search(body):
        return Refusal(origin, line, "empty body")

    published_at = instant(fields.published_at) if fields.published_at else None
    if published_at is None:
        warnings.append(
            f"date not readable: {_shown(fields.published_at)}"
            if fields.published_at
            else "no date"
        )
    url, key = _link(fields.url, warnings) if fields.url else ("", "")
    source = _cut(_folded(fields.source), MAX_SOURCE, "source", warnings)
    if not source and url:
        source = _cut(host(url), MAX_SOURCE, "source", warnings)
        warnings.append(f"no source; named after the link's host, {source}")
    byline = _cut(_folded(fields.byline), MAX_BYLINE, "byline", warnings)
    return ArticleDraft(
        title=title,
        body=body,
        markup=fields.markup or markup.recognise(body),
        published_at=published_at,
        byline=byline,
        authors=_authors(fields.authors, byline, warnings),
        source=source,
        url=url,
        url_key=key,
        language=_language(fields, title, body, warnings),
        file_digest=digest,
        origin=origin,
        line=line,
        warnings=tuple(warnings),
    )


def _folded(text: str) -> str:
    return _FOLD.sub(" ", text).strip() if text else ""


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…")


def _cut(text: str, limit: int, name: str, warnings: list[str]) -> str:
    if len(text) <= limit:
        return text
    warnings.append(f"{name} cut to {limit} characters (it has {len(text)})")
    return text[:limit].rstrip()


def _link(written: str, warnings: list[str]) -> tuple[str, str]:
    """The address and its key, both "" if it cannot be a link."""
    url = written.strip()
    key = url_key(url)
    if not key:
        warnings.append(f"link left out, not http or https: {_shown(url)}")
    elif max(len(url), len(key)) > MAX_URL:
        warnings.append(f"link left out, over {MAX_URL} characters: {_shown(url)}")
    else:
        return url, key
    return "", ""


def _authors(listed: tuple[str, ...] | None, byline: str, warnings: list[str]) -> tuple[str, ...]:
    names = split_byline(byline) if listed is None else unique([_folded(name) for name in listed])
    if len(names) > MAX_AUTHORS:
        warnings.append(f"only the first {MAX_AUTHORS} of {len(names)} authors kept")
        names = names[:MAX_AUTHORS]
    if any(len(name) > MAX_AUTHOR for name in names):
        names = unique([_cut(name, MAX_AUTHOR, "author", warnings) for name in names])
    return names


def _language(fields: Fields, title: str, body: str, warnings: list[str]) -> str:
    """The tag as given, in its usual letter case (en, zh-Hant, pt-BR), else a guess."""
    if fields.language:
        written = fields.language.strip()
        if _TAG.fullmatch(written):
            primary, *rest = written.replace("_", "-").split("-")
            cased = [
                part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower()
                for part in rest
            ]
            return "-".join((primary.lower(), *cased))
        warnings.append(f"language not a BCP-47 tag, guessed: {_shown(fields.language)}")
    return language.guess(f"{title}\n{body}")
