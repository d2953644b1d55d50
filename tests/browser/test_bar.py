"""The bar beside what is selected: tags, a note, and what happens when saving fails."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Annotation, Tag
from tests.browser.examining import examine
from tests.browser.selecting import FERRY, bar, drag_words, expect_saved, stored
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def reader(page, log_in):
    user = make_user("annotator")
    log_in(page, user)
    return user


@pytest.fixture
def opened(page, reader):
    """A function that opens an article of this text for somebody who may annotate."""

    def open_article(body: str = FERRY, **values):
        article = make_article(body=body, **{"markup": "plain"} | values)
        page.goto(article.get_absolute_url())
        return article

    return open_article


def test_several_tags_and_a_new_one(page, reader, opened):
    make_tag("Economy", colour="leaf")
    make_tag("Port of call", colour="blue", parent=make_tag("Places"))
    article = opened()
    start, end = drag_words(page, article.text, "forty people")
    tags = bar(page).get_by_role("combobox", name="Tags")
    page.keyboard.press("Enter")
    expect(tags).to_be_focused()
    page.keyboard.type("eco,")
    page.keyboard.type("pOrt")
    expect(bar(page).get_by_role("option", selected=True)).to_have_text("Port of callPlaces")
    page.keyboard.press("Tab")
    expect(tags).to_be_focused()
    expect(tags).to_have_value("")
    page.keyboard.type("Night ferries")
    expect(bar(page).get_by_role("option")).to_have_text(["Make tag “Night ferries”"])
    page.keyboard.press("Enter")
    expect_saved(page)
    assert stored() == [(start, end, "forty people", ["Economy", "Night ferries", "Port of call"])]
    assert Tag.objects.filter(name="Night ferries").exists()


def test_tags_are_offered_in_an_article_opened_from_a_search(page, opened):
    make_tag("Tide")
    article = opened()
    page.goto(f"{article.get_absolute_url()}?q=harbour&tag=unknown")
    drag_words(page, article.text, "forty people")
    expect(bar(page).get_by_role("option")).to_have_text(["Tide"])


def test_an_option_is_walked_to_and_a_chip_removed(page, opened):
    for name in ("Ash", "Birch", "Cedar"):
        make_tag(name)
    article = opened()
    drag_words(page, article.text, "ferry")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("Enter")
    tags = bar(page).get_by_role("combobox", name="Tags")
    page.keyboard.type("birch,")
    expect(bar(page).get_by_role("button", name="Remove Birch")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(bar(page).get_by_role("button", name="Remove Birch")).to_have_count(0)
    expect(bar(page).get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    cedar = bar(page).get_by_role("option", name="Cedar")
    expect(cedar).to_have_attribute("aria-selected", "true")
    assert tags.get_attribute("aria-activedescendant") == cedar.get_attribute("id")
    page.keyboard.press("Enter")
    expect_saved(page)
    assert stored()[0][3] == ["Cedar"]


def test_nothing_is_lost_when_saving_fails(page, opened, faults):
    article = opened()
    posts = []

    def fail_once(route):
        posts.append(route.request.post_data)
        if len(posts) == 1:
            route.abort()
        elif len(posts) == 2:
            # It was saved; only the answer does not arrive.
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/annotations/**", fail_once)
    start, end = drag_words(page, article.text, "old harbour")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(bar(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.type("Tide, ")
    bar(page).get_by_role("button", name="Note").click()
    page.keyboard.type("Is it *old*?")
    bar(page).get_by_label("Private").check()
    for _ in range(2):
        bar(page).get_by_role("button", name="Annotate").click()
        expect(bar(page).get_by_role("alert")).to_contain_text("could not be reached")
        expect(bar(page).get_by_label("Note")).to_have_value("Is it *old*?")
        expect(bar(page).get_by_role("button", name="Remove Tide")).to_be_visible()
    bar(page).get_by_label("Note").press("Control+Enter")
    expect_saved(page)
    assert len(posts) == 3
    assert stored() == [(start, end, "old harbour", ["Tide"])]
    row = Annotation.objects.get()
    assert (row.note, row.visibility) == ("Is it *old*?", "private")
    assert [fault for fault in faults if "ERR_FAILED" not in fault] == []
    faults.clear()


def test_tags_that_cannot_be_offered_are_given_all_the_same(page, opened, faults):
    make_tag("Tide")
    page.route("**/tags/offers/**", lambda route: route.abort())
    article = opened()
    drag_words(page, article.text, "old harbour")
    alert = bar(page).get_by_role("alert")
    expect(alert).to_contain_text("Tags cannot be offered")
    expect(alert).not_to_contain_text("saved")
    page.keyboard.type("tide")
    expect(alert).to_be_hidden()
    expect(bar(page).get_by_role("combobox")).to_have_value("tide")
    expect(bar(page).get_by_role("option")).to_have_text(["Tag “tide”"])
    page.keyboard.press("Enter")
    expect_saved(page)
    assert stored()[0][3] == ["Tide"]
    assert [fault for fault in faults if "ERR_FAILED" not in fault] == []
    faults.clear()


def test_after_a_login_in_another_tab_what_was_typed_is_saved(page, reader, opened, log_in, faults):
    article = opened()
    drag_words(page, article.text, "ferry")
    expect(bar(page)).to_be_visible()
    page.keyboard.type("Tide, ")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("Enter")
    expect(bar(page).get_by_role("alert")).to_contain_text("Log in again in another tab")
    page.context.clear_cookies()
    log_in(page, reader)
    page.keyboard.press("Enter")
    expect_saved(page)
    assert stored()[0][3] == ["Tide"]
    assert all("401" in fault or "403" in fault for fault in faults)
    faults.clear()


def test_a_refusal_is_said_and_can_be_answered(page, opened, faults):
    make_tag("Old", retired=True)
    article = opened()
    drag_words(page, article.text, "ferry")
    expect(bar(page)).to_be_visible()
    page.keyboard.type("old")
    page.keyboard.press("Enter")
    expect(bar(page).get_by_role("alert")).to_contain_text("retired")
    bar(page).get_by_role("button", name="Remove old").click()
    page.keyboard.type("New")
    page.keyboard.press("Enter")
    expect_saved(page)
    assert stored()[0][3] == ["New"]
    assert all("422" in fault for fault in faults)
    faults.clear()


def test_letters_go_into_the_bar_and_keys_can_be_turned_off(page, opened):
    make_tag("Jetty")
    article = opened()
    drag_words(page, article.text, "ferry")
    expect(bar(page)).to_be_visible()
    page.keyboard.type("jet")
    expect(bar(page).get_by_role("combobox")).to_have_value("jet")
    page.keyboard.press("Escape")
    expect(bar(page)).to_be_hidden()
    for words, name in (("harbour", "#sea"), ("forty", "rope")):  # no tag yet that r would repeat
        drag_words(page, article.text, words)
        expect(bar(page)).to_be_visible()
        page.keyboard.type(name)
        expect(bar(page).get_by_role("combobox")).to_have_value(name)
        page.keyboard.press("Escape")
    page.evaluate("localStorage.setItem('newsroom-keys', 'off')")
    page.reload()
    drag_words(page, article.text, "noon")
    expect(bar(page)).to_be_visible()
    page.keyboard.type("j1r")
    expect(bar(page).get_by_role("combobox")).to_have_value("")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_the_bar(page, reader, opened, width):
    make_annotation(
        article=make_article(), author=reader, quote="ferry", tags=[make_tag("Tide", colour="teal")]
    )
    page.set_viewport_size({"width": width, "height": 800})
    article = opened()
    drag_words(page, article.text, "ferry")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("Storm,t")
    bar(page).get_by_role("button", name="Note").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    examine(page)
