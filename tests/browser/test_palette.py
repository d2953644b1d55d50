"""Marks as a browser paints them: layered, and with the system's own colours."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from articles.models import Tag
from tests.colours import contrast
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LOOKS = """(mark) => {
    const looks = getComputedStyle(mark);
    let ground = mark;
    const clear = "rgba(0, 0, 0, 0)";
    while (getComputedStyle(ground).backgroundColor === clear) ground = ground.parentElement;
    return {
        ink: looks.color, ground: getComputedStyle(ground).backgroundColor,
        page: getComputedStyle(document.body).backgroundColor,
        text: getComputedStyle(mark.closest("[data-article-text]")).color,
        line: looks.textDecorationLine, thickness: parseFloat(looks.textDecorationThickness),
        second: looks.boxShadow,
    };
}"""


def hexadecimal(colour: str) -> str:
    numbers = [int(number) for number in re.findall(r"\d+", colour)]
    assert len(numbers) == 3, colour  # nothing shines through
    return "#" + "".join(f"{number:02x}" for number in numbers)


@pytest.fixture
def layered(page, log_in, annotator):
    """One, two and three annotations over each other, of different tags."""
    article = make_article(body="one two three two one")
    for quote, colour in (
        ("one two three two one", "brick"),
        ("two three two", "cyan"),
        ("three", "violet"),
    ):
        make_annotation(
            article=article, author=annotator, quote=quote, tags=[make_tag(colour=colour)]
        )
    log_in(page, annotator)
    page.goto(article.get_absolute_url())
    return page


def layer(page, number: int) -> dict:
    marks = page.locator("[data-article-text] [data-annotations]")
    expect(marks).to_have_count(5)
    return marks.nth(number - 1).evaluate(LOOKS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_over_one_and_over_three_layers(layered, scheme):
    layered.emulate_media(color_scheme=scheme)
    grounds = set()
    for number in (1, 2, 3):
        looks = layer(layered, number)
        grounds.add(looks["ground"])
        assert contrast(hexadecimal(looks["ink"]), hexadecimal(looks["ground"])) >= 4.5
        assert looks["ground"] != looks["page"]
        assert looks["line"] == "underline"
    assert len(grounds) == 3
    assert layer(layered, 3)["second"] != "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_in_quotations_and_on_links_can_be_read(page, log_in, annotator, scheme):
    body = "> A quotation of [somebody](https://example.org/).\n"
    log_in(page, annotator)
    page.emulate_media(color_scheme=scheme)
    for colour in Tag.Colour.values:
        article = make_article(body=body, markup="markdown")
        tags = [make_tag(colour=colour)]
        make_annotation(article=article, author=annotator, quote="quotation of somebody", tags=tags)
        page.goto(article.get_absolute_url())
        marks = page.locator("[data-article-text] [data-annotations]")
        expect(marks).to_have_count(2)
        for number in range(2):
            looks = marks.nth(number).evaluate(LOOKS)
            assert contrast(hexadecimal(looks["ink"]), hexadecimal(looks["ground"])) >= 4.5, colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_told_from_text_in_the_colours_of_the_system(layered, scheme):
    layered.emulate_media(color_scheme=scheme, forced_colors="active")
    for number in (1, 2, 3):
        looks = layer(layered, number)
        assert looks["line"] == "underline"
        assert looks["thickness"] >= 2
        assert looks["ground"] != looks["page"]
        assert contrast(hexadecimal(looks["ink"]), hexadecimal(looks["ground"])) >= 4.5
