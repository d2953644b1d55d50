"""Which format a document is in, by its first characters."""

from __future__ import annotations

import re

from articles.importers.decoding import is_utf16
from articles.importers.document import Document

_HEAD = 400  # bytes
_FRONT_MATTER = re.compile(
    rb"---[ \t]*[\r\n](?:\s*#[^\r\n]*[\r\n])*\s*[\"']?[A-Za-z_][\w .-]*[\"']?[ \t]*:", re.ASCII
)


def recognise(document: Document) -> str:
    """The name of the format in the registry: "jsonl" if `document` begins with `{`,
    "front-matter" if with `---` and a `key:`, else "seed"; blank lines before it left aside.
    """
    head = document.data[:_HEAD]
    if is_utf16(head):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        return "jsonl"
    if head.startswith(b"---") and _FRONT_MATTER.match(head):
        return "front-matter"
    return "seed"
