"""The list of annotations and a tag's page in Chromium: with and without scripts."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from articles.models import Annotation
from tests.browser.examining import examine
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 3
COLOURS = "rose brick sand olive leaf mint teal cyan blue indigo violet plum".split()


@pytest.fixture
def annotator():
    return make_user("annotator", username="ada")


@pytest.fixture
def said(annotator):
    """Thirty passages under a tag with children, some of them of others, long, right to left."""
    other = make_user("annotator", username=LONG[:140])
    top = make_tag("Weather", slug="weather", definition="What falls.", use_when="Rain.")
    tags = [top] + [
        make_tag(f"Tag {colour}", parent=top if place % 2 else None, colour=colour)
        for place, colour in enumerate(COLOURS)
    ]
    articles = [
        make_article(title=LONG, source=LONG[:100], published_at=None),
        make_article(title="Le bac du matin", published_at=dt.datetime(2023, 4, 1, tzinfo=dt.UTC)),
        make_article(title="المعدية", body="غادرت المعدية في الظهر.", language="ar"),
    ]
    return [
        make_annotation(
            article=articles[number % 3],
            author=other if number % 5 == 0 else annotator,
            quote="" if number == 7 else ("المعدية" if number % 3 == 2 else "ferry left at noon"),
            note="Why?" if number % 4 == 0 else "",
            note_html=f"<p>Why? {LONG}</p>" if number % 4 == 0 else "",
            tags=[top, *tags[number % 6 : number % 6 + number % 4]],
            state=["exact", "moved", "lost"][number % 3],
            visibility="private" if number == 4 else "shared",
        )
        for number in range(30)
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/annotations/",
        "/annotations/?q=ferry&tag=weather&by=ada",
        "/annotations/?tag=nope",
        "/annotations/?q=nothing",
        "/tags/weather/",
    ],
)
def test_it_keeps_nobody_out_and_nothing_sticks_out_of_a_phone(
    page: Page, log_in, annotator, said, address
):
    log_in(page, annotator)
    page.goto(address)
    examine(page)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    examine(page)


def test_tick_all_and_take_it_back(page: Page, log_in, annotator, said):
    log_in(page, annotator)
    page.goto("/annotations/?by=ada")
    page.get_by_label("Choose the annotation").first.check()
    expect(page.get_by_text("1 chosen")).to_be_visible()
    page.get_by_label("All on this page").check()
    expect(page.get_by_text("24 chosen")).to_be_visible()
    page.get_by_role("textbox", name="Tags", exact=True).fill("Seen")
    page.get_by_role("button", name="Tag", exact=True).click()
    expect(page.get_by_text("Tagged: 24 annotations.")).to_be_visible()
    assert page.url.endswith("/annotations/?by=ada")
    assert Annotation.objects.filter(tags__name="Seen").count() == 24
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: retag")).to_be_visible()
    assert not Annotation.objects.filter(tags__name="Seen").exists()


def test_all_that_match_leaves_no_row_to_tick(page: Page, log_in, annotator, said):
    log_in(page, annotator)
    page.goto("/tags/weather/")
    page.get_by_label("All 30 that match").check()
    expect(page.get_by_label("Choose the annotation").first).to_be_disabled()
    page.get_by_role("textbox", name="Tags", exact=True).fill("Sky")
    page.get_by_role("button", name="Replace “Weather”").click()
    # Six are somebody else's.
    expect(page.get_by_text("Re-tagged: 24 annotations. 6 are not yours")).to_be_visible()
    assert Annotation.objects.filter(tags__slug="weather").count() == 6
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Undone: retag")).to_be_visible()
    assert page.url.endswith("/tags/weather/")
    assert Annotation.objects.filter(tags__slug="weather").count() == 30


def test_without_scripts(new_context, log_in, annotator, said):
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, annotator)
    page.goto("/annotations/")
    assert page.get_by_label("All on this page").is_hidden()
    page.get_by_label("Lost").check()
    page.get_by_label("Order").select_option("oldest")
    page.get_by_role("button", name="Apply").click()
    assert "state=lost" in page.url
    assert "order=oldest" in page.url
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "10")
    page.get_by_label("Choose the annotation").first.check()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("Deleted: 1 annotation.")).to_be_visible()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "9")
