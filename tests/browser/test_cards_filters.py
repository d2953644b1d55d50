"""Which marks are shown: chosen above the text, kept in the URL, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from articles.models import Annotation
from tests.browser.carded import card, ferry_article, mark, noted, text_of
from tests.browser.selecting import bar, drag_words
from tests.factories import make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def cast(log_in):
    """An article with annotations of two people, and the first of them."""
    anna, ben = (make_user("annotator", username=name) for name in ("anna", "ben"))
    article = ferry_article()
    boats, quays = make_tag("Boats", slug="boats"), make_tag("Quays", slug="quays")
    one = noted(article, anna, "old harbour", tags=[boats])
    two = noted(article, ben, "last boat", tags=[boats, quays])
    return article, anna, one, two


def shows(page, *annotations):
    expect(page.locator("[data-article-text] [data-annotations]")).to_have_count(len(annotations))
    for one in annotations:
        expect(mark(page, one)).to_be_visible()
    expect(page.locator(".card")).to_have_count(len(annotations))


def test_filters_apply_in_place_and_stay_in_the_url(page, cast, log_in):
    article, anna, one, two = cast
    log_in(page, anna)
    page.goto(f"{article.get_absolute_url()}?q=ferry")
    filters = page.locator("[data-mark-filters]")
    filters.get_by_label("Mine").check()
    shows(page, one)
    expect(page).to_have_url(re.compile(r"\?q=ferry&marks=mine$"))
    expect(filters).to_contain_text("1 hidden")
    filters.get_by_label("None").check()
    shows(page)
    page.reload()
    shows(page)
    expect(filters.get_by_label("None")).to_be_checked()
    filters.get_by_label("All").check()
    shows(page, one, two)
    expect(page).to_have_url(re.compile(r"\?q=ferry$"))
    filters.locator("summary", has_text="Tags").click()
    filters.get_by_label("Quays").check()
    shows(page, two)
    expect(page).to_have_url(re.compile("marks_tag=quays"))
    expect(filters.locator("summary").first).to_have_text("Tags (1)")
    filters.get_by_label("Boats").check()
    shows(page, one, two)
    page.keyboard.press("Escape")
    filters.locator("summary", has_text="People").click()
    filters.get_by_label("anna").check()
    shows(page, one)
    mark(page, one).click()
    expect(card(page, one)).to_contain_class("active")
    filters.get_by_role("link", name="Show all").click()
    shows(page, one, two)
    assert text_of(page) == article.text


def test_the_text_stays_where_it_is_when_it_is_annotated_for_the_first_time(page, log_in):
    article = ferry_article()
    log_in(page, make_user("annotator"))
    page.goto(article.get_absolute_url())
    text = page.locator("[data-article-text]")
    before = text.bounding_box()["y"]
    drag_words(page, article.text, "old harbour")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-mark-filters] summary")).to_have_text(["People"])
    assert text.bounding_box()["y"] == before


def test_what_has_just_been_annotated_can_be_chosen(page, log_in):
    article = ferry_article()
    make_tag("Tide", slug="tide")
    log_in(page, make_user("annotator"))
    page.goto(article.get_absolute_url())
    for words, tag in (("old harbour", "Tide"), ("last boat", "Wind")):
        drag_words(page, article.text, words)
        bar(page).get_by_role("combobox").fill(tag)
        page.keyboard.press("Enter")
        expect(bar(page)).to_be_hidden()
    filters = page.locator("[data-mark-filters]")
    filters.locator("summary", has_text="Tags").click()
    filters.get_by_label("Wind").check()
    expect(filters).to_contain_text("1 hidden")
    page.keyboard.press("Escape")
    drag_words(page, article.text, "new terminal")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("The filter above the text hides it.")
    expect(filters).to_contain_text("2 hidden")
    made = Annotation.objects.latest("pk")
    expect(card(page, made)).to_have_count(0)
    expect(mark(page, made)).to_have_count(0)
    filters.get_by_role("link", name="Show all").click()
    expect(mark(page, made)).to_have_text("new terminal")
    expect(card(page, made)).to_be_visible()


def test_what_is_being_written_stays_when_the_filter_changes(page, cast, log_in):
    article, anna, one, two = cast
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    card(page, one).get_by_role("link", name="Edit").click()
    card(page, one).get_by_label("Note").fill("Long thought about")
    card(page, two).get_by_text("Reply").first.click()
    card(page, two).locator("textarea").fill("An answer")
    filters = page.locator("[data-mark-filters]")
    for which in ("None", "Mine", "All"):
        filters.get_by_label(which).check()
        expect(page.locator("[data-article-text]")).not_to_have_attribute("aria-busy", "true")
        expect(card(page, one).get_by_label("Note")).to_have_value("Long thought about")
        expect(card(page, two).locator("textarea")).to_have_value("An answer")
    expect(mark(page, two)).to_be_visible()
    card(page, two).get_by_role("button", name="Reply").click()
    expect(card(page, two)).to_contain_text("An answer")


def test_filters_are_a_form_without_scripts(new_context, cast, log_in):
    article, anna, one, _ = cast
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, anna)
    page.goto(f"{article.get_absolute_url()}?q=ferry")
    page.get_by_label("Mine").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?q=ferry&marks=mine$"))
    shows(page, one)


def test_an_article_without_annotations_has_no_filters(page, log_in):
    log_in(page, make_user("reader"))
    page.goto(ferry_article().get_absolute_url())
    expect(page.locator("[data-mark-filters]")).to_have_count(0)
    expect(page.locator(".annotations")).to_be_hidden()
