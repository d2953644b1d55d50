from __future__ import annotations

import pytest

from articles.importers.document import Document
from articles.importers.recognition import recognise


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "seed"),
        ("\n# Title\n\nBody", "seed"),
        ("Author: **A**\n# Title", "seed"),
        ("---\ntitle: T\n---\nBody", "front-matter"),
        ("\n---\n# a comment\n'Title': T\n---\nBody", "front-matter"),
        ("---\npublish-date: 2020\n", "front-matter"),
        ("---\n\n# Title\n\nBody", "seed"),
        ("--- a dash\ntitle: T", "seed"),
        ("----\ntitle: T", "seed"),
        ('{"title": "T"}\n', "jsonl"),
        ('\n {"title": "T"}', "jsonl"),
        ("[1]", "seed"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_formats_are_known_by_their_beginning(text, name, encoding, end):
    assert recognise(Document("a.txt", text.replace("\n", end).encode(encoding))) == name
