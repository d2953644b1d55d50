from __future__ import annotations

import pytest

from articles.importers.draft import ArticleDraft, Refusal
from articles.importers.drafting import Fields, make_draft

WHOLE = {
    "title": "Title",
    "body": "Body of the article.",
    "published_at": "2020-01-02T03:04:05Z",
    "byline": "Ann Lee and Ben Roe",
    "source": "The Paper",
    "url": "https://paper.example/a",
}


def draft(**changes):
    return make_draft(Fields(**{**WHOLE, **changes}), origin="a.txt", line=3, digest="d")


def test_a_whole_article_has_no_warnings():
    made = draft()
    assert isinstance(made, ArticleDraft)
    assert (made.title, made.byline, made.authors) == (
        "Title",
        "Ann Lee and Ben Roe",
        ("Ann Lee", "Ben Roe"),
    )
    assert (made.origin, made.line, made.file_digest, made.warnings) == ("a.txt", 3, "d", ())


INVISIBLE = "\u200b\ufeff \u2060\u00a0"


@pytest.mark.parametrize("nothing", ["", "  \n\t ", INVISIBLE])
def test_without_something_to_see_it_is_refused(nothing):
    assert draft(title=nothing) == Refusal("a.txt", 3, "no title")
    assert draft(body=nothing) == Refusal("a.txt", 3, "empty body")


def test_the_body_keeps_all_but_blank_lines_around_it():
    assert draft(body="\n \n    code\n\n  text  \n\n").body == "    code\n\n  text"


def test_white_space_in_a_title_is_folded():
    assert draft(title=" A\n title\tof\u00a0two ").title == "A title of\u00a0two"


@pytest.mark.parametrize(("column", "limit"), [("title", 500), ("source", 200), ("byline", 2000)])
def test_what_is_too_long_is_cut_with_a_warning(column, limit):
    at_the_limit = draft(**{column: "é" * limit})
    assert len(getattr(at_the_limit, column)) == limit
    cut = draft(**{column: "é" * (limit + 1)})
    assert getattr(cut, column) == "é" * limit
    assert f"{column} cut to {limit} characters (it has {limit + 1})" in cut.warnings


def test_names_and_their_number_are_bounded():
    made = draft(authors=("x" * 300, "Ann Lee"))
    assert made.authors == ("x" * 200, "Ann Lee")
    made = draft(authors=tuple(f"Name {number}" for number in range(150)))
    assert len(made.authors) == 100
    assert made.warnings == ("only the first 100 of 150 authors kept",)


@pytest.mark.parametrize("written", ["", "soon", "9999-12-31T23:59:59-14:00"])
def test_without_a_readable_date_the_draft_has_none_and_a_warning(written):
    made = draft(published_at=written)
    assert made.published_at is None
    assert made.warnings == (f"date not readable: {written!r}" if written else "no date",)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/relative", "https://e.org/" + "a" * 2000])
def test_what_cannot_be_a_link_is_left_out_with_a_warning(url):
    made = draft(url=url)
    assert (made.url, made.url_key) == ("", "")
    assert len(made.warnings) == 1
    assert made.warnings[0].startswith("link left out")
    assert len(made.warnings[0]) < 200


def test_the_link_is_kept_as_written_beside_its_key():
    made = draft(url=" https://Paper.example/a/?utm_source=x ")
    assert made.url == "https://Paper.example/a/?utm_source=x"
    assert made.url_key == "https://paper.example/a"


def test_a_source_without_a_name_is_called_by_its_host():
    made = draft(source="", url="https://www.paper.example/a")
    assert made.source == "paper.example"
    assert made.warnings == ("no source; named after the link's host, paper.example",)
    assert draft(source="", url="").source == ""


@pytest.mark.parametrize(
    ("written", "tag"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("de-1996", "de-1996")],
)
def test_a_language_is_written_the_usual_way(written, tag):
    assert draft(language=written).language == tag


def test_a_language_that_is_no_tag_is_guessed():
    body = "The words of this article are in English, and that is for all to see."
    made = draft(language="English (US)", body=body)
    assert made.language == "en"
    assert made.warnings == ("language not a BCP-47 tag, guessed: 'English (US)'",)


def test_a_stated_markup_is_believed():
    assert draft().markup == "plain"
    assert draft(markup="markdown").markup == "markdown"
