from __future__ import annotations

import pytest

from articles.rendering import render
from articles.rendering.fences import take_out_fences


def taken(source: str) -> tuple[list[str], list[str]]:
    stashed: list[str] = []

    def stash(html: str) -> str:
        stashed.append(html)
        return f"({len(stashed)})"

    return take_out_fences(source.split("\n"), stash), stashed


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("```\na\n```", "a\n"),
        ("```python title=x\na\n```", "a\n"),
        ("~~~ ```\na\n```\n~~~", "a\n```\n"),
        ("````\n```\na\n```\n````", "```\na\n```\n"),
        ("```\na\n`````  ", "a\n"),
        ("  ```\n  a\n    b\n c\n  ```", "a\n  b\nc\n"),
        ("```\n\n\ta <&>\n\n```", "\n\ta &lt;&amp;&gt;\n\n"),
        ("```\n```", ""),
    ],
)
def test_code_between_fences_is_taken_out(source, code):
    lines, stashed = taken(f"before\n{source}\nafter")
    assert stashed == [f"<pre><code>{code}</code></pre>"]
    assert [line.strip() for line in lines] == ["before", "", "(1)", "", "after"]


@pytest.mark.parametrize(
    "source", ["```\na", "```\na\n~~~", "````\na\n```", "``` a ` b\nc\n```", "```a```", "``\na\n``"]
)
def test_what_is_no_fence_stays(source):
    assert taken(source) == (source.split("\n"), [])


def test_a_fence_in_an_item_belongs_to_it():
    html = render("1. a\n   ```js\n   b\n     c\n   ```\n2. d").html
    assert html == ("<ol><li><p>a</p>\n<pre><code>b\n  c\n</code></pre></li><li><p>d</p></li></ol>")


def test_code_is_not_read_as_markdown_or_html():
    code = "# *a*\n\n- <b>\n&amp; [c](d)\n\n    e\n"
    assert render(f"```\n{code}```").text == code
