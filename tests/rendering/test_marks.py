"""Annotations and search hits as marks in an article's HTML."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.rendering.marks import Span, mark
from articles.rendering.safe_html import safe_html
from articles.rendering.strands import blocks, unmarkable
from tests.rendering import generated_html, trees
from tests.rendering.archive import rendered_articles
from tests.rendering.spans import random_hits, random_spans

COLOURS = ["rose", "sand", "leaf", "blue", "plum"]
many = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def annotated(draw, rendered=True):
    html = draw(generated_html.articles)
    if rendered:
        html = safe_html(html)
    text = trees.text(trees.parsed(html))
    colours = st.lists(st.sampled_from(COLOURS), max_size=3).map(tuple)
    spans = [
        Span(number * 7 + 1, start, end, draw(colours), f"Tag <{number}>")
        for number, (start, end) in enumerate(draw(generated_html.ranges(len(text))))
    ]
    return html, text, spans, draw(generated_html.ranges(len(text), 3))


def segments(tree: list) -> list[tuple[list[str], dict, str]]:
    """The ids, attributes and text of every segment, whose form is checked on the way."""
    found = []
    for (name, attributes, children), path in trees.elements(tree):
        if "data-annotations" in attributes:
            assert not any("data-annotations" in element[1] for element in path), "nested"
            assert name == "mark" or any(element[0] == "mark" for element in path)
            assert [type(child) for child in children] == [str]
            found.append((attributes["data-annotations"].split(), attributes, trees.text(children)))
    return found


def quotes(tree: list) -> dict[str, str]:
    """For every annotation the text of its segments, in order."""
    joined: dict[str, str] = {}
    for ids, _, part in segments(tree):
        assert len(set(ids)) == len(ids)
        for number in ids:
            joined[number] = joined.get(number, "") + part
    return joined


def values(tree: list, attribute: str) -> list[str]:
    """Every word in the attribute, of all elements that have it."""
    return [
        word
        for element, _ in trees.elements(tree)
        for word in element[1].get(attribute, "").split()
    ]


@many
@given(annotated(rendered=False))
def test_the_segments_of_an_annotation_are_its_quote(example):
    html, text, spans, hits = example
    marked = mark(html, spans, hits)
    tree = trees.parsed(marked)
    assert trees.written(marked) == tree
    assert trees.without_marks(tree) == trees.parsed(html)
    left_out = {at for start, end in unmarkable(html) for at in range(start, end)}
    expected = {
        str(span.id): "".join(text[at] for at in range(span.start, span.end) if at not in left_out)
        for span in spans
    }
    assert quotes(tree) == {number: quote for number, quote in expected.items() if quote}


@many
@given(annotated())
def test_every_annotation_can_be_linked_to_and_names_its_card_once(example):
    html, text, spans, hits = example
    tree = trees.parsed(mark(html, spans, hits))
    assert quotes(tree) == {str(span.id): text[span.start : span.end] for span in spans}
    assert sorted(values(tree, "id")) == sorted(f"mark-{span.id}" for span in spans)
    assert sorted(values(tree, "aria-details")) == sorted(f"card-{span.id}" for span in spans)


@many
@given(annotated(rendered=False))
def test_hits_are_marked_wherever_they_are(example):
    html, text, spans, hits = example
    tree = trees.parsed(mark(html, spans, hits))
    marked = [
        trees.text(children)
        for (_, attributes, children), _ in trees.elements(tree)
        if "hit" in attributes.get("class", "").split()
    ]
    left_out = {at for start, end in unmarkable(html) for at in range(start, end)}
    hit = {at for start, end in hits for at in range(start, end)} - left_out
    assert "".join(marked) == "".join(text[at] for at in sorted(hit))


@many
@given(annotated())
def test_block_by_block_it_is_the_same(example):
    html, _, spans, hits = example
    parts = [mark(block.html, spans, hits, offset=block.start) for block in blocks(html)]
    assert "".join(parts) == mark(html, spans, hits)


def test_articles_of_the_archive_keep_text_tree_and_quotes():
    chance = random.Random(3)
    count = 0
    for name, article in rendered_articles():
        spans = random_spans(chance, len(article.text), 40)
        marked = mark(article.html, spans, random_hits(chance, len(article.text), 5))
        tree = trees.parsed(marked)
        assert trees.written(marked) == tree, name
        assert trees.text(tree) == article.text, name
        assert trees.without_marks(tree) == trees.written(article.html), name
        assert quotes(tree) == {
            str(span.id): article.text[span.start : span.end] for span in spans
        }, name
        count += 1
    assert count > 20


def test_a_plain_highlight():
    assert mark("<p>one two</p>", [Span(5, 4, 7)]) == (
        '<p>one <mark class="c-plain" data-annotations="5" id="mark-5" aria-details="card-5">two'
        "</mark></p>"
    )


def test_each_of_several_that_begin_together_has_an_element_of_its_own():
    assert mark("<p>ab c</p>", [Span(1, 0, 2), Span(2, 0, 2), Span(3, 0, 1)]) == (
        '<p><mark><span id="mark-2" aria-details="card-2"><span id="mark-3" aria-details="card-3">'
        '<span class="c-plain d3" data-annotations="1 2 3" id="mark-1" aria-details="card-1">a'
        '</span></span></span><span class="c-plain d2" data-annotations="1 2">b</span></mark> c</p>'
    )
    assert mark("<p>a</p>", [Span(1, 0, 1), Span(2, 0, 1, has_card=False)]) == (
        '<p><mark id="mark-2"><span class="c-plain d2" data-annotations="1 2" id="mark-1"'
        ' aria-details="card-1">a</span></mark></p>'
    )


def test_ids_begin_as_the_page_says():
    html = mark("<p>ab</p>", [Span(5, 0, 1)], anchor="passage-", card="note-")
    assert 'id="passage-5"' in html
    assert 'aria-details="note-5"' in html


def test_a_card_that_is_not_on_the_page_is_not_named():
    html = mark("<p>ab</p>", [Span(5, 0, 1, has_card=False), Span(6, 0, 1)])
    assert values(trees.parsed(html), "aria-details") == ["card-6"]


def test_the_tags_stand_at_the_end_of_each_passage():
    html = mark("<p>abc<b>d</b>e</p>", [Span(1, 0, 5, label="A&B, C"), Span(2, 1, 3, label="D")])
    parts = [
        (part, attributes.get("data-tags")) for _, attributes, part in segments(trees.parsed(html))
    ]
    assert parts == [("a", None), ("bc", "D"), ("d", None), ("e", "A&B, C")]


def test_tags_of_passages_that_end_together_are_named_once_each():
    html = mark(
        "<p>ab</p>", [Span(1, 0, 2, label="A"), Span(2, 1, 2, label="B"), Span(3, 1, 2, label="A")]
    )
    assert 'data-tags="A; B"' in html


@pytest.mark.parametrize(
    ("colours", "classes"),
    [
        ([()], "c-plain"),
        ([("rose",)], "c-rose"),
        ([("rose", "rose")], "c-rose"),
        ([("rose", "blue")], "c-rose u-blue"),
        ([("rose", "blue", "leaf")], "c-rose u-blue v-leaf"),
        ([("rose",), ("blue",)], "c-blue u-rose d2"),
        ([("rose",), ("rose",)], "c-rose d2"),
        ([("rose",), ("blue",), ("leaf",)], "c-leaf u-rose v-blue d3"),
        ([("rose",), ("blue",), ("rose",)], "c-rose u-blue d3"),
        ([("rose",), ("blue",), ("leaf",), ("plum",)], "c-plum u-rose v-blue more d4"),
        ([("rose",)] * 9, "c-rose d4"),
    ],
)
def test_the_layers_show_the_latest_and_the_first_colours(colours, classes):
    spans = [Span(at, at, 20, of) for at, of in enumerate(colours)]
    *_, (_, attributes, _) = segments(trees.parsed(mark("<p>abcdefghijklmnopqrst</p>", spans)))
    assert attributes["class"] == classes


def test_a_layer_shows_again_what_a_nested_passage_covered():
    spans = [Span(1, 0, 9, ("rose",)), Span(2, 3, 6, ("blue",))]
    found = segments(trees.parsed(mark("<p>abcdefghi</p>", spans)))
    assert [attributes["class"] for _, attributes, _ in found] == [
        "c-rose",
        "c-blue u-rose d2",
        "c-rose",
    ]


def test_a_hit_alone_is_a_mark_and_in_a_passage_a_segment():
    assert mark("<p>ab cd</p>", [Span(1, 3, 5, has_card=False)], [(0, 2), (4, 5)]) == (
        '<p><mark class="hit">ab</mark> <mark>'
        '<span class="c-plain" data-annotations="1" id="mark-1">c</span>'
        '<span class="c-plain hit" data-annotations="1">d</span></mark></p>'
    )


def test_hits_need_no_annotations_and_may_overlap():
    assert mark("<p>abc</p>", [], [(0, 2), (1, 3)]) == (
        '<p><mark><span class="hit">a</span><span class="hit">b</span><span class="hit">c</span>'
        "</mark></p>"
    )


def test_what_is_not_there_is_not_marked():
    assert mark("<p>ab</p>", [Span(1, 1, 1), Span(2, 5, 9)], [(2, 2)]) == "<p>ab</p>"
    assert "data-annotations" in mark("<p>ab</p>", [Span(1, 1, 9)])
