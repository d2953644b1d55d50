from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import notes, render_note
from articles.rendering.sanitise import clean
from tests.rendering import trees
from tests.rendering.test_rendered import bodies

REL = 'rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("", ""),
        ("a *b*\nc\n\nd", "<p>a <em>b</em><br>\nc</p>\n<p>d</p>"),
        ("see [a](https://b.c)", f'<p>see <a href="https://b.c" {REL}>a</a></p>'),
        ("two:\n- a\n- b\n  c", "<p>two:</p>\n<ul><li>a\n</li><li>b<br>\nc</li></ul>"),
        ("> a\n> b", "<blockquote><p>a<br>\nb</p></blockquote>"),
        ("`a` & ```b```", "<p><code>a</code> &amp; <code>b</code></p>"),
        ("```\n<a>\n```", "<pre><code>&lt;a&gt;\n</code></pre>"),
    ],
)
def test_a_little_markdown_is_read(note, html):
    assert render_note(note) == html


@pytest.mark.parametrize(
    "note",
    [
        "# no heading",
        "no heading\n=====",
        "| no | table |\n|---|---|",
        "<b>no HTML</b> <script>alert(1)</script> <!-- at all -->",
        "[no]: https://definition.example",
        "    no code",
    ],
)
def test_the_rest_is_shown_literally(note):
    assert trees.text(trees.parsed(render_note(note))) == note.strip()


def test_an_image_is_a_link_at_most():
    html = render_note("![a](https://b.c/d.png)")
    assert "<img" not in html
    assert trees.text(trees.parsed(html)) in ("!a", "![a](https://b.c/d.png)")


@pytest.mark.parametrize("motif", ["[a", "`", "> ", "1. ", "*_", "# a\n", "a|", "<b>", "&"])
def test_a_note_that_is_too_much_is_plain(motif):
    for length in (5000, notes.LONGEST, notes.LONGEST + 1, 100_000):
        note = (motif * length)[:length]
        shown = trees.text(trees.parsed(render_note(note)))
        assert "".join(shown.split()) == "".join(note.split()) or motif in ("`", "> ", "1. ")
        assert len(shown) > 0


def test_a_fault_of_the_parser_leaves_plain_paragraphs(monkeypatch, caplog):
    monkeypatch.setattr(notes, "safe_html", lambda html: 1 / 0)
    assert render_note("*a*\nb") == "<p>*a*</p>\n<p>b</p>"
    assert len(caplog.records) == 1
    caplog.clear()


@given(st.one_of(bodies, st.text(st.characters(exclude_categories=()))))
def test_any_note_is_safe(note):
    html = render_note(note)
    assert clean(html) == html
    assert trees.parsed(html) == trees.written(html)
