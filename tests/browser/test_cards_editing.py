"""Changing, deleting, answering and taking back, in the card."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.actions import annotations as actions
from articles.models import Annotation
from tests.browser.carded import card, ferry_article, mark, noted, text_of
from tests.factories import make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def anna():
    return make_user("annotator", username="anna")


@pytest.fixture
def opened(page, anna, log_in):
    """An article of anna's open before her, with an annotation of hers."""
    article = ferry_article()
    made = noted(article, anna, "old harbour", note="Where?")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    return article, made


def stored(annotation: Annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


def notice(page):
    return page.locator(".toast")


def tags_of(one):
    return one.get_by_role("combobox", name="Tags")


def test_a_card_is_edited_in_place(page, opened):
    article, made = opened
    make_tag("Harbour works", colour="teal")
    one = card(page, made)
    one.get_by_role("link", name="Edit").click()
    expect(tags_of(one)).to_be_focused()
    expect(one.get_by_label("Note")).to_have_value("Where?")
    tags_of(one).fill("harbour works, New one")
    one.get_by_label("Note").fill("*There*.")
    one.get_by_label("Seen by").select_option("private")
    one.get_by_role("button", name="Save").click()
    expect(notice(page)).to_contain_text("Changed.")
    expect(one.locator(".tag")).to_have_text(["Harbour works", "New one"])
    expect(one.locator(".note-text em")).to_have_text("There")
    expect(one.locator(".badge")).to_have_text("private")
    expect(one).to_be_focused()
    expect(mark(page, made)).to_contain_class("c-teal")
    assert stored(made).note == "*There*."
    notice(page).get_by_role("button", name="Undo").click()
    expect(one.locator(".note-text")).to_have_text("Where?")
    expect(one.locator(".tag")).to_have_count(0)
    assert stored(made).visibility == "shared"
    assert text_of(page) == article.text


def test_cancelling_and_escape_change_nothing(page, opened):
    _, made = opened
    one = card(page, made)
    one.get_by_role("link", name="Edit").click()
    one.get_by_label("Note").press("Escape")
    expect(one.get_by_label("Note")).to_have_count(0)
    expect(one.get_by_role("link", name="Edit")).to_be_focused()
    one.get_by_role("link", name="Edit").click()
    one.get_by_label("Note").fill("Half a thought")
    one.get_by_label("Note").press("Escape")
    expect(one.get_by_label("Note")).to_have_value("Half a thought")
    one.get_by_role("button", name="Cancel").click()
    expect(one.locator(".note-text")).to_have_text("Where?")
    assert stored(made).version == made.version


def test_who_comes_second_sees_both_versions(page, opened, anna, faults):
    _, made = opened
    one = card(page, made)
    one.get_by_role("link", name="Edit").click()
    one.get_by_label("Note").fill("Mine")
    actions.edit(annotation=made, by=anna, version=None, note="Theirs")
    one.get_by_role("button", name="Save").click()
    expect(one.locator(".theirs pre")).to_have_text("Theirs")
    expect(one.get_by_label("Note")).to_have_value("Mine")
    assert stored(made).note == "Theirs"
    one.get_by_role("button", name="Save").click()
    expect(one.locator(".note-text")).to_have_text("Mine")
    assert stored(made).note == "Mine"
    assert len(faults) == 1
    assert "409" in faults.pop()


def test_who_comes_second_and_gives_way_sees_what_stands(page, opened, anna, faults):
    _, made = opened
    page.set_viewport_size({"width": 1280, "height": 700})
    one = card(page, made)
    one.get_by_role("link", name="Edit").click()
    one.get_by_label("Note").fill("Mine")
    actions.edit(annotation=made, by=anna, version=None, note="Theirs")
    one.get_by_role("button", name="Save").click()
    expect(one.locator(".theirs pre")).to_have_text("Theirs")
    expect(one.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    one.get_by_role("button", name="Cancel").click()
    expect(one.locator(".note-text")).to_have_text("Theirs")
    assert len(faults) == 1
    faults.clear()


def test_what_was_typed_stays_when_saving_fails(page, opened, faults):
    _, made = opened
    one = card(page, made)
    one.get_by_role("link", name="Edit").click()
    one.get_by_label("Note").fill("Long thought about")
    page.route("**/edit/**", lambda route: route.abort())
    one.get_by_role("button", name="Save").click()
    expect(one.get_by_role("alert")).to_contain_text("could not be reached")
    expect(one.get_by_label("Note")).to_have_value("Long thought about")
    page.unroute("**/edit/**")
    one.get_by_role("button", name="Save").click()
    expect(one.locator(".note-text")).to_have_text("Long thought about")
    assert stored(made).note == "Long thought about"
    assert len(faults) == 1
    faults.clear()


def test_deleting_is_undone_from_the_notice(page, opened, anna):
    article, made = opened
    answer = noted(article, anna, note="There.", reply_to=made)
    page.reload()
    card(page, made).get_by_role("button", name="Delete", exact=True).click()
    expect(card(page, made)).to_have_count(0)
    expect(mark(page, made)).to_have_count(0)
    assert stored(made).deleted_at is not None
    notice(page).get_by_role("button", name="Undo").click()
    expect(card(page, made)).to_contain_text("There.")
    expect(mark(page, made)).to_have_text("old harbour")
    assert stored(made).deleted_at is stored(answer).deleted_at is None
    assert text_of(page) == article.text


def test_control_z_takes_back_the_last_thing_even_after_a_reload(page, opened, faults):
    _, made = opened
    one = card(page, made)
    one.get_by_role("button", name="Delete", exact=True).click()
    expect(one).to_have_count(0)
    page.reload()
    expect(one).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(mark(page, made)).to_have_text("old harbour")
    expect(one).to_be_visible()
    page.keyboard.press("Control+z")
    expect(notice(page)).to_contain_text("nothing to undo")
    assert len(faults) == 1
    assert "422" in faults.pop()
    one.get_by_role("link", name="Edit").click()
    one.get_by_label("Note").fill("Typed")
    one.get_by_label("Note").press("Control+z")
    expect(one.get_by_label("Note")).to_have_value("Where?")


def test_a_reply_is_given_changed_and_deleted_in_place(page, opened, anna):
    _, made = opened
    one = card(page, made)
    one.locator("summary", has_text="Reply").click()
    expect(one.get_by_label("Reply")).to_be_focused()
    page.keyboard.type("I *know*.")
    page.keyboard.press("Control+Enter")
    expect(one.locator(".reply em")).to_have_text("know")
    answer = Annotation.objects.get(reply_to=made)
    assert answer.author == anna
    one.get_by_role("link", name="Edit the reply").click()
    expect(tags_of(one)).to_have_count(0)
    one.get_by_label("Note").fill("I knew.")
    one.get_by_role("button", name="Save").click()
    expect(one.locator(".reply .note-text")).to_have_text("I knew.")
    assert stored(answer).note == "I knew."
    one.get_by_role("button", name="Delete the reply").click()
    expect(one.locator(".reply")).to_have_count(0)
    assert stored(made).deleted_at is None


def test_the_link_is_copied(page, opened, live_server):
    _, made = opened
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card(page, made).get_by_role("link", name="Link", exact=True).click()
    expect(notice(page)).to_contain_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/annotations/{made.uid}/"


def test_others_annotations_are_not_changed_but_answered(page, opened, log_in):
    article, _ = opened
    other = noted(article, make_user("annotator"), "last boat", note="Which?")
    page.reload()
    one = card(page, other)
    expect(one.get_by_role("link", name="Edit")).to_have_count(0)
    expect(one.get_by_role("button", name="Delete")).to_have_count(0)
    expect(one.locator("summary", has_text="Reply")).to_be_visible()
    log_in(page, make_user("reader"))
    page.reload()
    expect(one.locator("summary", has_text="Reply")).to_have_count(0)
