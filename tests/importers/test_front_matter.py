from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.document import Document
from articles.importers.draft import ArticleDraft, Refusal
from articles.importers.front_matter import MAX_FRONT_MATTER, parse

HEAD = """title: "A title: with a colon"
date: 2019-11-07 09:48:42 +0100
authors:
  - Ann Lee
  - name: Ben Roe
    email: ben@paper.example
source: The Paper
url: https://paper.example/a
lang: en-gb
tags: [one, two]"""
BODY = "The body.\n\n---\n\ntitle: not a header"


def outcome(head, body=BODY, fence="---"):
    (made,) = parse(Document("a.md", f"---\n{head}\n{fence}\n{body}\n".encode()))
    return made


def test_an_article_of_a_site_generator():
    made = outcome(HEAD)
    assert isinstance(made, ArticleDraft)
    assert (made.title, made.body) == ("A title: with a colon", BODY)
    assert made.published_at == datetime(2019, 11, 7, 8, 48, 42, tzinfo=UTC)
    assert (made.byline, made.authors) == ("Ann Lee, Ben Roe", ("Ann Lee", "Ben Roe"))
    assert (made.source, made.url) == ("The Paper", "https://paper.example/a")
    assert (made.language, made.markup, made.warnings) == ("en-GB", "markdown", ())


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("author: Ann Lee and Ben Roe", "authors", ("Ann Lee", "Ben Roe")),
        ("author: {name: Ann Lee}", "authors", ("Ann Lee",)),
        ("Author: [Ann Lee, Ann Lee]", "authors", ("Ann Lee",)),
        ("author: null", "authors", ()),
        ("publishDate: 2020-01-02", "published_at", datetime(2020, 1, 2, tzinfo=UTC)),
        ("publisher: The Paper", "source", "The Paper"),
        ("canonical-url: https://paper.example/a", "url", "https://paper.example/a"),
        ("markup: Plain", "markup", "plain"),
        ("language: pt_BR", "language", "pt-BR"),
    ],
)
def test_other_names_for_the_columns(line, column, value):
    assert getattr(outcome(f"title: T\n{line}"), column) == value


def test_values_are_text_whatever_yaml_would_make_of_them():
    for title in ("2019", "no", "1_000", "12:30:45", "0x10", "2020-01-01"):
        assert outcome(f"title: {title}").title == title


def test_without_a_title_the_first_heading_is_it():
    made = outcome("date: 2020-01-01", body="\n# A heading\n\nText.")
    assert (made.title, made.body) == ("A heading", "Text.")
    made = outcome("title: T", body="# A heading\n\nText.")
    assert (made.title, made.body) == ("T", "# A heading\n\nText.")


def test_it_may_end_with_dots_and_lines_as_on_windows():
    assert outcome("title: T", fence="...").body == BODY
    (made,) = parse(Document("a.md", b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nBody\r\n"))
    assert (made.title, made.body) == ("T", "Body")


def test_escapes_cannot_bring_in_control_characters():
    made = outcome(r'title: "a\0b\x85c"' + '\nauthor: "A\\x07nn"')
    assert (made.title, made.byline) == ("abc", "Ann")
    assert made.warnings[:2] == ("2 control characters dropped", "1 control character dropped")


LAUGHS = "a: &a [lol]\n" + "".join(
    f"{chr(97 + n)}: &{chr(97 + n)} [*{chr(96 + n)}, *{chr(96 + n)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("head", "line", "reason"),
    [
        (LAUGHS, None, "anchors and aliases are not read"),
        ("title: &t T", None, "anchors and aliases are not read"),
        ("a: " + "[" * 50 + "]" * 50, None, "nested over 6 deep"),
        ("a: " + "{b: " * 50 + "}" * 50, None, "nested over 6 deep"),
        ("title: T\nbad: [1, 2", 4, "expected"),
        ("title: T\n\tbad: tab", 3, "front matter: "),
        ("- a\n- b", None, "no `key: value` lines"),
        (f"title: {'x' * MAX_FRONT_MATTER}", None, "over 20000 characters"),
        ("title: T", None, "empty body"),
        ("a: b", None, "no title"),
    ],
)
def test_refused(head, line, reason):
    made = outcome(head, body="" if reason == "empty body" else "Body")
    assert isinstance(made, Refusal)
    assert reason in made.reason
    assert made.line == line


def test_python_objects_stay_text():
    made = outcome("title: !!python/object/apply:os.getcwd []\nsource: !!binary aGk=")
    assert made == Refusal("a.md", None, "no title")


@pytest.mark.parametrize("text", ["", "Body", "---\ntitle: T\nBody", "--- title: T ---\nBody"])
def test_a_file_without_front_matter_is_refused(text):
    (made,) = parse(Document("a.md", text.encode()))
    assert "no front matter" in made.reason


@given(
    st.text(
        st.sampled_from("ab:-&*!|>[]{}#'\"\\?, \n\t~%@`0") | st.characters(codec="utf-8"),
        max_size=300,
    )
)
def test_any_front_matter_gives_a_draft_or_a_refusal(head):
    made = outcome(head, body="Body")
    assert isinstance(made, ArticleDraft | Refusal)
