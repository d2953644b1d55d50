from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import RENDERER_VERSION, render, rendered
from articles.rendering.sanitise import clean
from tests.rendering import trees
from tests.rendering.bodies import SMALL, articles

pieces = st.sampled_from(
    "\n \n\n \n\n\n \n\n- \n\n1. \n\n>\n> # ### \n#\n === --- *** - * + > | |- `` ``` ~~~ [ ] ( )"
    " ![ ]( < > </ <! <!-- --> ** _ __ \\ & &amp; &#13; &nbsp; : /".split(" ")
    + "<b> </b> <p> <div> </div> <a href=x> </a> <table> <tr> <td> </table> <ul> <li> <pre> </pre>"
    " <br> <h1> <svg> <script> </script> <style> <img src=http://a.b alt=c> <object> <form>".split(
        " "
    )
    + [
        "word",
        "Word.",
        "http://a.b",
        "x@y.z",
        "|a|b|\n|-|-|\n",
        "\n    ",
        "\t",
        "\r",
        "\x00",
        "\x02",
    ]
    + ["é", "e\u0301", "漢字", "שלום", "👩\u200d👧", "\xa0", "\u2028", "\ud800", "\ufffe", " "]
)
bodies = st.one_of(
    st.lists(pieces, max_size=30).map("".join), st.text(st.characters(exclude_categories=()))
)


def assert_is_shown_as_it_is_written(html: str, text: str) -> None:
    tree = trees.parsed(html)
    assert trees.text(tree) == text
    assert clean(html) == html


@given(bodies)
def test_text_of_any_body_is_what_a_parser_reads_and_cleaning_again_changes_nothing(body):
    for markup in ("plain", "markdown"):
        result = render(body, markup)
        assert_is_shown_as_it_is_written(result.html, result.text)
        assert not any(char < " " and char not in "\t\n" for char in result.text)
        result.text.encode()


@pytest.mark.parametrize("kind", SMALL)
def test_text_of_every_kind_of_body_is_what_a_parser_reads(kind):
    result = render(SMALL[kind])
    assert_is_shown_as_it_is_written(result.html, result.text)
    assert trees.parsed(result.html) == trees.written(result.html)


def test_text_of_real_articles_is_what_a_parser_reads():
    for name, body in articles().items():
        for markup in ("plain", "markdown"):
            result = render(body, markup)
            assert trees.text(trees.parsed(result.html)) == result.text, name
            assert clean(result.html) == result.html, name


def test_no_real_article_meets_a_bound(caplog):
    with caplog.at_level(logging.INFO, logger=rendered.__name__):
        for body in articles().values():
            render(body)
    assert caplog.records == []


@pytest.mark.parametrize("kind", SMALL)
def test_a_body_is_rendered_the_same_after_any_other(kind):
    first = render(SMALL[kind])
    render("[a" * 6500)
    for body in SMALL.values():
        render(body)
    assert render(SMALL[kind]) == first


def test_a_fault_of_the_parser_leaves_plain_paragraphs(monkeypatch, caplog):
    def fail(body: str) -> str:
        raise RecursionError

    monkeypatch.setattr(rendered, "markdown_html", fail)
    assert render("*a*\n\nb").html == "<p>*a*</p>\n<p>b</p>"
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()


def test_another_markup_is_refused():
    with pytest.raises(ValueError, match="no such markup: 'html'"):
        render("a", "html")


def test_what_is_rendered_does_not_change():
    with pytest.raises(AttributeError):
        render("a").text = "b"


def test_the_version_names_the_libraries_and_fits_its_column():
    assert "markdown-3" in RENDERER_VERSION
    assert "nh3-0" in RENDERER_VERSION
    assert len(RENDERER_VERSION) <= 60
