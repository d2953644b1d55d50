"""Marks around ranges of the text, woven into the HTML between its tags."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.strands import unmarkable
from articles.rendering.weave import Piece, weave
from tests.rendering import generated_html, trees


def woven(html: str, *ranges: tuple[int, int]) -> str:
    return weave(html, [Piece(start, end, f' lang="{start}"') for start, end in ranges])


@st.composite
def pieces(draw, text):
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(pairwise(places))
    kept = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    return [
        Piece(
            start,
            end,
            attributes=f' data-at="{start}"',
            first=f' id="{start}"',
            last=f' title="{end}"',
            before='<span lang="la">',
            after="</span>",
        )
        for (start, end), keep in zip(pairs, kept, strict=True)
        if keep
    ]


@given(generated_html.articles, st.data())
def test_each_piece_is_marked_and_all_else_stays(html, data):
    before = trees.parsed(html)
    text = trees.text(before)
    chosen = data.draw(pieces(text))
    after = trees.parsed(weave(html, chosen))
    assert trees.without_marks(after) == before
    assert trees.written(weave(html, chosen)) == after
    left_out = {place for start, end in unmarkable(html) for place in range(start, end)}
    for piece in chosen:
        parts = [
            element
            for element, _ in trees.elements(after)
            if element[1].get("data-at") == str(piece.start)
        ]
        places = [place for place in range(piece.start, piece.end) if place not in left_out]
        assert "".join(trees.text(part[2]) for part in parts) == "".join(text[at] for at in places)
        assert [part[1].get("id") for part in parts[:1]] == [str(piece.start)] * bool(parts)
        if piece.end - 1 not in left_out:
            assert parts[-1][1].get("title") == str(piece.end)
        assert sum("id" in part[1] for part in parts) == bool(parts)
        assert sum("title" in part[1] for part in parts) <= 1


@given(generated_html.articles, st.data())
def test_marks_are_phrases_and_segments_hold_text_alone(html, data):
    text = trees.text(trees.parsed(html))
    after = trees.parsed(weave(html, data.draw(pieces(text))))
    for (name, attributes, children), path in trees.elements(after):
        around = [element[0] for element in path]
        if name == "mark":
            assert "mark" not in around
            assert not path or path[-1][0] not in ("ul", "ol", "dl", "table", "tbody", "tr")
            inside = {element[0] for element, _ in trees.elements(children)}
            assert inside <= {"a", "b", "br", "code", "em", "s", "span", "strong", "sub"}
        if "data-at" in attributes:
            assert [type(child) for child in children] == [str]
            assert name == "mark" or "mark" in around


def test_a_segment_alone_is_the_mark():
    assert woven("<p>one two</p>", (4, 7)) == '<p>one <mark lang="4">two</mark></p>'


def test_touching_pieces_share_a_mark():
    assert woven("<p>abcd</p>", (0, 1), (1, 3)) == (
        '<p><mark><span lang="0">a</span><span lang="1">bc</span></mark>d</p>'
    )


def test_pieces_of_another_kind_have_a_mark_of_their_own():
    pieces = [Piece(0, 1, ' class="x"'), Piece(1, 2, ' class="hit"', kind="hit")]
    assert weave("<p>ab</p>", pieces) == (
        '<p><mark class="x">a</mark><mark class="hit">b</mark></p>'
    )


def test_a_mark_goes_around_an_element_that_it_covers():
    assert woven("<p>a <b>b</b> c</p>", (0, 5)) == (
        '<p><mark><span lang="0">a </span><b><span lang="0">b</span></b>'
        '<span lang="0"> c</span></mark></p>'
    )


def test_a_mark_ends_at_an_element_that_it_only_enters():
    assert woven("<p>a <b>bc</b></p>", (0, 3)) == (
        '<p><mark lang="0">a </mark><b><mark lang="0">b</mark>c</b></p>'
    )


def test_a_mark_stays_inside_an_element_of_the_same_extent():
    assert woven("<p>a <b>b</b></p>", (2, 3)) == '<p>a <b><mark lang="2">b</mark></b></p>'


def test_each_block_has_its_own_mark():
    assert woven("<p>ab</p>\n<p>cd</p>", (1, 4)) == (
        '<p>a<mark lang="1">b</mark></p><mark lang="1">\n</mark><p><mark lang="1">c</mark>d</p>'
    )


def test_space_between_items_stays_outside():
    assert woven("<ul>\n<li>a</li>\n<li>b</li></ul>", (0, 4)) == (
        '<ul>\n<li><mark lang="0">a</mark></li>\n<li><mark lang="0">b</mark></li></ul>'
    )


def test_the_newline_that_a_parser_drops_stays_first_in_pre():
    assert woven("<pre>\n\na</pre>", (0, 2)) == '<pre>\n<mark lang="0">\na</mark></pre>'


def test_an_entity_is_one_character():
    assert woven("<p>a &lt;&amp;amp; b</p>", (2, 4)) == (
        '<p>a <mark lang="2">&lt;&amp;</mark>amp; b</p>'
    )


def test_an_emoji_is_cut_between_code_points_and_never_within():
    assert woven("<p>👩‍👧x</p>", (0, 3)) == '<p><mark lang="0">👩‍👧</mark>x</p>'


def test_elements_around_the_first_segment_become_the_mark_when_it_is_alone():
    around = {"before": '<span id="1"><span id="2">', "after": "</span></span>"}
    assert weave("<p>ab</p><p>c</p>", [Piece(1, 3, ' lang="x"', **around)]) == (
        '<p>a<mark id="1"><span id="2"><span lang="x">b</span></span></mark></p>'
        '<p><mark lang="x">c</mark></p>'
    )


def test_a_block_on_its_own_takes_what_concerns_it():
    pieces = [Piece(0, 1), Piece(2, 5, ' lang="x"', ' id="1"', last=' title="end"')]
    assert weave("<p>de</p>", pieces, offset=3) == '<p><mark lang="x" title="end">de</mark></p>'


@pytest.mark.parametrize(
    "ranges", [[(0, 2), (1, 3)], [(2, 3), (0, 1)], [(1, 1)], [(2, 1)], [(0, 1), (0, 1)]]
)
def test_pieces_out_of_order_are_refused(ranges):
    with pytest.raises(ValueError, match="sorted, disjoint"):
        woven("<p>abc</p>", *ranges)
