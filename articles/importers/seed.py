"""The seed format: four header lines in Markdown dress, then the body.

    # Title

    Published at: **2019-11-07T08:48:42+00:00**

    Author: **First Author, Second Author**

    Original: [Source](https://example.com/article)

    The body, to the end of the file.

Any header may be missing, repeated or in another place, with blank lines between them or not. The
first line that is no header begins the body; from there on nothing is a header any more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from articles.importers.decoding import NotText, decode
from articles.importers.document import Document
from articles.importers.draft import Outcome, Refusal
from articles.importers.drafting import Fields, make_draft

# The layout every file of an archive normally has, in one match. Possessive, so that a file that
# nearly has it fails in linear time.
_USUAL = re.compile(
    r"\n*+# ([^\n]++)\n++"
    r"Published at: \*\*([^\n*]*+)\*\*\n++"
    r"Author: \*\*([^\n*]*+)\*\*\n++"
    r"Original: (\[[^\n]*+)\n++"
    r"(?![ \t]*+(?:#|Published|Author|Original))"
)
_LINE = re.compile(r"\s*+([^\n]*+)\n?")  # the next line that is not blank
_HEADERS = (
    ("title", re.compile(r"#(?:\s++(.*))?")),
    ("date", re.compile(r"Published(?: at)?:\s*+(?:\*\*(.*)\*\*|(\d[\dTWZ:+., -]*))?", re.I)),
    ("author", re.compile(r"Authors?:\s*+(?:\*\*(.*)\*\*|([^*]{1,100}(?<![.:!?])))?", re.I)),
    ("link", re.compile(r"Original:\s*+(?:(\[.*\))|<?(https?://[^\s<>]+)>?)?", re.I)),
)
_SHOWN = 3  # repeated values in warnings


def parse(document: Document) -> Iterable[Outcome]:
    """The one article in `document`, or why it is refused."""
    try:
        text, warnings = decode(document.data)
    except NotText as error:
        return (Refusal(document.origin, error.line, str(error)),)
    if usual := _USUAL.match(text):
        source, url = _link(usual[4].rstrip())
        fields = Fields(
            title=usual[1],
            published_at=usual[2].strip(),
            byline=usual[3],
            source=source,
            url=url,
            body=text[usual.end() :],
            warnings=warnings,
        )
    else:
        fields = _read_headers(text, warnings)
    digest = hashlib.sha256(document.data).hexdigest()
    return (make_draft(fields, origin=document.origin, line=None, digest=digest),)


def _read_headers(text: str, warnings: list[str]) -> Fields:
    """Header by header, whatever their order; `warnings` get what was repeated."""
    found: dict[str, dict[str, None]] = {name: {} for name, _ in _HEADERS}  # ordered sets
    end = 0
    while header := _header(line := _next_line(text, end)):
        name, value = header
        if name == "title" and found[name] and not _header_follows(text, line.end()):
            break
        if value:
            found[name][value] = None
        end = line.end()
    source, url = _link(_first(found["link"], "link", warnings))
    return Fields(
        title=_first(found["title"], "title", warnings),
        published_at=_first(found["date"], "date", warnings),
        byline=", ".join(found["author"]),
        source=source,
        url=url,
        body=text[end:],
        warnings=warnings,
    )


def _next_line(text: str, start: int) -> re.Match[str]:
    line = _LINE.match(text, start)
    assert line is not None  # the pattern matches anything
    return line


def _header(line: re.Match[str]) -> tuple[str, str] | None:
    """Which header a line is, and its value; None if it is none."""
    content = line[1].rstrip()
    for name, pattern in _HEADERS:
        if match := pattern.fullmatch(content):
            return name, next((value.strip() for value in match.groups() if value), "")
    return None


def _header_follows(text: str, start: int) -> bool:
    """Whether a header other than a title comes next; else `# …` is the body's first heading."""
    header = _header(_next_line(text, start))
    return header is not None and header[0] != "title"


def _link(written: str) -> tuple[str, str]:
    """Source and URL of `[Source](URL)`: brackets in either, `<URL>` and a "title" allowed."""
    if not written.startswith("[") or not written.endswith(")"):
        return "", written
    at = written.find("](http")
    if at < 0:
        at = written.rfind("](")
    if at < 0:
        return "", written
    url = written[at + 2 : -1].strip()
    if url.endswith('"'):
        url = url.partition(' "')[0]
    return written[1:at], url.strip().removeprefix("<").removesuffix(">")


def _first(values: dict[str, None], name: str, warnings: list[str]) -> str:
    """The first of the values a header was given."""
    first, *others = values or [""]
    warnings += (
        f"{name} repeated, the first one kept; left out: {other[:200]}" for other in others[:_SHOWN]
    )
    return first
