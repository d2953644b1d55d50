"""Choosing tags in a card's form: offered as in the bar, so that a slip makes no new one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.actions import annotations as actions
from articles.models import Annotation, Tag
from tests.browser.carded import card, ferry_article, mark, noted
from tests.factories import make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def anna():
    return make_user("annotator", username="anna")


@pytest.fixture
def made(page, anna, log_in):
    """An annotation with two tags, one of them retired, whose form is open."""
    article = ferry_article()
    tags = [make_tag("Port, old", colour="teal"), make_tag("Quay", retired=True)]
    for name in ("Ash", "Birch", "Cedar"):
        make_tag(name)
    made = noted(article, anna, "old harbour", note="Where?", tags=tags)
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    card(page, made).get_by_role("link", name="Edit").click()
    expect(field(page, made)).to_be_focused()
    return made


def field(page, made):
    return card(page, made).get_by_role("combobox", name="Tags")


def option(page, made, **which):
    return card(page, made).get_by_role("listbox", name="Tags").get_by_role("option", **which)


def chips(page, made):
    return card(page, made).get_by_role("button", name="Remove")


def given(made: Annotation) -> list[str]:
    return sorted(Tag.objects.filter(annotations=made).values_list("name", flat=True))


def saved(page, made):
    expect(field(page, made)).to_have_count(0)
    return given(made)


def test_what_is_there_stands_as_chips_and_others_are_offered_as_one_types(page, made):
    expect(chips(page, made)).to_have_count(2)
    expect(card(page, made).locator(".bar-chips .c-teal")).to_contain_text("Port, old")
    field(page, made).press_sequentially("bir")
    expect(option(page, made, selected=True)).to_have_text("Birch")
    described = field(page, made).get_attribute("aria-activedescendant")
    assert described == option(page, made, selected=True).get_attribute("id")
    page.keyboard.press("Enter")
    expect(card(page, made).get_by_role("button", name="Remove Birch")).to_be_visible()
    expect(field(page, made)).to_have_value("")
    assert given(made) == ["Port, old", "Quay"]
    card(page, made).get_by_role("button", name="Remove Port, old").click()
    expect(field(page, made)).to_be_focused()
    option(page, made, name="Cedar").click()
    expect(chips(page, made)).to_have_count(3)
    page.keyboard.press("Enter")
    assert saved(page, made) == ["Birch", "Cedar", "Quay"]
    assert Tag.objects.count() == 5


def test_a_new_name_is_made_only_where_that_is_chosen(page, made):
    field(page, made).press_sequentially("Night boats")
    expect(option(page, made)).to_have_text(["Make tag “Night boats”"])
    card(page, made).get_by_label("Note").press("Control+Enter")
    assert saved(page, made) == ["Night boats", "Port, old", "Quay"]


def test_control_enter_in_the_field_saves_once_with_what_is_typed(page, made):
    field(page, made).press_sequentially("ash")
    expect(option(page, made, selected=True)).to_have_text("Ash")
    page.keyboard.press("Control+Enter")
    assert saved(page, made) == ["Ash", "Port, old", "Quay"]
    assert Annotation.objects.get().version == made.version + 1


def test_numbers_choose_as_in_the_bar_and_escape_keeps_what_was_chosen(page, made):
    page.keyboard.press("Escape")
    expect(field(page, made)).to_have_count(0)
    card(page, made).get_by_role("link", name="Edit").click()
    card(page, made).get_by_role("button", name="Remove Port, old").click()
    page.keyboard.press("1")
    expect(card(page, made).get_by_role("button", name="Remove Port, old")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(chips(page, made)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(field(page, made)).to_be_visible()
    card(page, made).get_by_role("button", name="Save").click()
    assert saved(page, made) == []


def test_who_comes_second_keeps_the_tags_that_were_chosen(page, made, anna, faults):
    field(page, made).press_sequentially("birch,")
    actions.edit(annotation=made, by=anna, version=None, tags=["Ash", "Quay"])
    card(page, made).get_by_role("button", name="Save").click()
    expect(card(page, made).locator(".theirs")).to_contain_text("Tags: Ash, Quay")
    expect(chips(page, made)).to_have_count(3)
    card(page, made).get_by_label("Note").press("Escape")
    card(page, made).get_by_role("button", name="Save").click()
    assert saved(page, made) == ["Birch", "Port, old", "Quay"]
    assert len(faults) == 1
    assert "409" in faults.pop()


def test_the_form_is_whole_on_a_phone_and_axe_finds_nothing(new_context, log_in, anna, axe):
    article = ferry_article()
    made = noted(article, anna, "old harbour", tags=[make_tag("Port", colour="teal")])
    for number in range(12):
        make_tag(f"A tag {number}")
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    card(page, made).get_by_role("link", name="Edit").tap()
    field(page, made).press_sequentially("a t")
    expect(option(page, made)).to_have_count(12 + 1)
    option(page, made, name="A tag 3").tap()
    expect(chips(page, made)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
    card(page, made).get_by_role("button", name="Cancel").tap()
    mark(page, made).tap()
    expect(card(page, made)).to_contain_class("sheet")
    card(page, made).get_by_role("link", name="Edit").tap()
    expect(card(page, made).get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    option(page, made, name="A tag 3").tap()
    card(page, made).get_by_role("button", name="Save").tap()
    assert saved(page, made) == ["A tag 3", "Port"]
