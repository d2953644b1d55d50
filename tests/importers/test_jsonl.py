from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.document import Document
from articles.importers.draft import MAX_BYTES, ArticleDraft, Refusal
from articles.importers.jsonl import parse

RECORD = {
    "title": "Title",
    "published_at": "2020-01-02T03:04:05Z",
    "authors": ["Ann Lee", "Doe, Jane"],
    "source": "The Paper",
    "url": "https://paper.example/a",
    "body": "One.\nTwo.",
    "markup": "markdown",
    "language": "en",
    "more": {"is": "ignored"},
}


def outcomes(*lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(parse(Document("a.jsonl", text.encode())))


def test_a_record_with_every_column():
    line = json.dumps(RECORD)
    assert outcomes(line) == [
        ArticleDraft(
            title="Title",
            body="One.\nTwo.",
            markup="markdown",
            published_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
            byline="Ann Lee, Doe, Jane",
            authors=("Ann Lee", "Doe, Jane"),
            source="The Paper",
            url="https://paper.example/a",
            url_key="https://paper.example/a",
            language="en",
            file_digest=hashlib.sha256(line.encode()).hexdigest(),
            origin="a.jsonl",
            line=1,
            warnings=(),
        )
    ]


def test_title_and_body_are_enough():
    (made,) = outcomes({"title": "T", "body": "B", "authors": None})
    assert (made.authors, made.byline, made.markup) == ((), "", "plain")
    assert made.warnings == ("no date",)


def test_authors_as_one_string_are_a_byline():
    (made,) = outcomes(RECORD | {"authors": "By Ann Lee and Ben Roe"})
    assert (made.byline, made.authors) == ("By Ann Lee and Ben Roe", ("Ann Lee", "Ben Roe"))


def test_each_line_is_refused_on_its_own():
    made = outcomes(
        RECORD, "{not json}", "", "[1]", '{"title": ""}', RECORD, '{"title":"T"}', "{" * 9
    )
    assert [(one.line, getattr(one, "reason", "")) for one in made] == [
        (1, ""),
        (2, "not JSON: Expecting property name enclosed in double quotes at character 2"),
        (4, "not a JSON object"),
        (5, "no title"),
        (6, ""),
        (7, "empty body"),
        (8, "not JSON: Expecting property name enclosed in double quotes at character 2"),
    ]


def test_columns_that_are_no_text_are_left_out_with_a_warning():
    (made,) = outcomes(
        RECORD | {"title": 2020, "source": ["x"], "markup": "html", "authors": [{}, "A"]}
    )
    assert (made.title, made.authors) == ("2020", ("A",))
    assert made.source == "paper.example"
    assert "source is not text, left out" in made.warnings
    assert "authors is not text, left out" in made.warnings
    assert "markup is neither plain nor markdown, recognised: 'html'" in made.warnings


def test_escapes_cannot_bring_in_control_characters_or_lone_surrogates():
    (made,) = outcomes(r'{"title": "a\u0000b", "body": "c\ud83dd\r\n\ud83d\ude00\u0085"}')
    assert (made.title, made.body) == ("ab", "cd\n😀")
    assert made.warnings[:3] == (
        "title: 1 control character dropped",
        "body: 1 control character dropped",
        "body: 1 halves of characters (lone surrogates) dropped",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    text = '{"title": "Ж", "body": "日本"}\r\n{"title": "é", "body": "b"}\r\n'
    made = list(parse(Document("a.jsonl", text.encode(encoding))))
    assert [one.title for one in made] == ["Ж", "é"]


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"a":' * 100_000, '{"title": ' + "9" * 10_000 + "}"]
)
def test_depth_and_long_numbers_are_refused(line):
    (made,) = outcomes(line)
    assert isinstance(made, Refusal)


def test_a_file_without_records_is_refused():
    assert outcomes("", "  ") == [Refusal("a.jsonl", None, "no records")]


def streamed(data, piece):
    """As a file that is read on while its lines are taken."""
    pieces = iter([data[at : at + piece] for at in range(0, len(data), piece)])
    return Document("a.jsonl", next(pieces), lambda: next(pieces, b""))


@pytest.mark.parametrize("piece", [1, 7, 64, 1000])
def test_a_stream_gives_what_the_whole_gives(piece):
    data = b'{"title": "T", "body": "B"}\n\nx\r\n{"title": "U", "body": "C"}'
    assert list(parse(streamed(data, piece))) == list(parse(Document("a.jsonl", data)))


def test_a_line_over_5_mb_is_refused_and_the_next_one_read():
    long = b'{"title": "T", "body": "' + b"x" * MAX_BYTES + b'"}\n'
    data = long + b'{"title": "T", "body": "B"}\n' + long + long[:-1]
    made = list(parse(streamed(data, 1 << 20)))
    assert [(one.line, getattr(one, "reason", "")) for one in made] == [
        (1, "over 5 MB"),
        (2, ""),
        (3, "over 5 MB"),
        (4, "over 5 MB"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(RECORD, JSON)))
def test_any_values_give_a_draft_or_a_refusal(record):
    (made,) = outcomes(record)
    assert made.line == 1
