from __future__ import annotations

import pytest

from articles.rendering import converter, render

HOSTILE = {
    "brackets a": "[a" * 6500,
    "brackets emphasis": "[ a_" * 5000,
    "brackets parentheses": "[ (](" * 8000,
    "nested brackets": "[" * 5000 + "]" * 5000,
    "CDATA": "a <![CDATA[" * 3000,
    "many brackets": "[" * 100_000,
    "images": "![[" * 20_000,
    "half tags": "<a " * 30_000,
    "emphasis": "_*_*" * 15_000,
    "unclosed emphasis": "**a " * 15_000,
    "unclosed titles": '[a](b "' * 10_000,
    "backslashes": "\\a" * 40_000,
    "ampersands": "&" * 100_000,
    "half comments": "a <!--" * 20_000,
    "half scripts": "a <script " * 10_000,
    "headings": "# \n" * 100 + "a#\n" * 20_000,
    "table": "|a" * 300 + "\n" + "|-" * 300 + "\n" + "|\n" * 10_000,
    "table of code": "`a`|" * 10_000 + "\n" + "-|" * 10_000,
    "long line": "word " * 1_000_000,
}
CONSUMED = {
    "backticks": "`" * 126_000,
    "growing backticks": " ".join("`" * length for length in range(1, 500)),
    "items in items": "1. " * 20_000,
    "bullets in bullets": "- " * 20_000,
    "quotes in quotes": ">" * 60_000 + " a",
    "quotes ever deeper": "\n".join(">" * depth + " a" for depth in range(1, 400)),
    "lists ever deeper": "\n".join("  " * depth + "- a" for depth in range(250)),
    "elements in elements": "<div>" * 20_000,
    "tables in tables": "<table><tr><td>" * 5_000,
    "definitions": "[a]: b\n" * 20_000,
    "fences": "```a\n~~~b\n" * 10_000,
    "fences ever shorter": "\n".join("`" * length + "a" for length in range(500, 3, -1)),
    "emphasis in emphasis": "*a **b " * 4000 + "c** d*" * 4000,
    "links in links": "[" * 4000 + "](b)" * 4000,
    "many paragraphs": "a\n\n" * 80_000,
    "many entities": "&amp;" * 50_000,
    "indented code": "    a\n\n" * 30_000,
    "rules": "***\n" * 50_000,
    "blank lines": "\n" * 1_000_000,
    "tabs": "\t" * 200_000,
    "many spaces": ("a" + " " * 1000) * 200,
}


def visible(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", HOSTILE)
def test_too_much_markup_is_shown_literally(kind):
    body = HOSTILE[kind]
    text = render(body).text
    if kind == "headings":
        assert text.count("a") == body.count("a")
    elif kind == "table":
        assert text.count("a") == 300
    elif kind == "table of code":
        assert text.count("a") == 10_000
    else:
        assert visible(text) == visible(body)


@pytest.mark.parametrize("kind", CONSUMED)
def test_too_much_structure_comes_to_an_end(kind):
    body = CONSUMED[kind]
    rendered = render(body)
    assert rendered == render(body)
    words = sum(char in "ac" for char in visible(rendered.text))
    assert words >= body.count("a") + body.count("c") or kind in (
        "elements in elements",
        "tables in tables",
        "definitions",
        "fences",
        "many entities",
    )


@pytest.mark.parametrize(
    "kind", ["brackets a", "brackets parentheses", "nested brackets", "half tags", "emphasis"]
)
def test_the_blocks_around_are_read(kind):
    hostile = HOSTILE[kind][:20_000]
    rendered = render(f"# Head\n\n{hostile}\n\n*after* <b>it</b>")
    assert rendered.html.startswith("<h2>Head</h2>\n<p>")
    assert rendered.html.endswith("</p>\n<p><em>after</em> <b>it</b></p>")
    assert visible(hostile) in visible(rendered.text)


def test_what_is_left_of_a_block_is_literal():
    body = "# Head\n" + "# *a*\n" * 3000 + "\n\n# Another"
    rendered = render(body)
    assert rendered.html.startswith("<h2>Head</h2>\n<h2><em>a</em></h2>")
    assert "<p># *a*</p>\n<h2>Another</h2>" in rendered.html
    assert rendered.text.count("a") == 3000 + 1


def test_a_body_longer_than_the_longest_is_plain():
    body = "*a* \n\n" * (converter.LONGEST // 6)
    assert len(body) <= converter.LONGEST
    longer = f"{body}*and more*"
    assert render(longer) == render(longer, "plain")


def test_a_long_article_is_read_as_markdown():
    section = (
        "## Section\n\n" + "A *long* story that [goes](https://a.b) on. " * 20 + "\n\n- a\n- b\n\n"
    )
    body = section * (240_000 // len(section))
    assert render(body).html.count("<h2>") == body.count("## Section")
