"""What others do appears on the open page, and takes nothing from the reader's hands."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.actions import annotations as actions
from articles.actions.articles import revise
from tests.browser.carded import (
    PARAGRAPHS,
    ask_for_news,
    card,
    ferry_article,
    mark,
    noted,
    text_of,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def anna():
    return make_user("annotator", username="anna")


@pytest.fixture
def ben():
    return make_user("annotator", username="ben")


@pytest.fixture
def opened(page, anna, log_in):
    article = ferry_article(body="\n".join(PARAGRAPHS * 12))
    made = noted(article, anna, "old harbour", note="Where?")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    return article, made


def annotate(article, author, quote, **more):
    start = article.text.index(quote)
    return actions.annotate(
        article=article, author=author, start=start, end=start + len(quote), **more
    )


def test_annotations_of_others_appear_change_and_go(page, opened, ben):
    article, made = opened
    page.evaluate("scrollTo(0, 200)")
    before = page.evaluate("scrollY")
    ask_for_news(page)
    one = annotate(article, ben, "left the old", tags=["Boats"], note="Which?")
    expect(mark(page, one).first).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("1 new annotation")
    assert "".join(mark(page, one).all_text_contents()) == "left the old"
    expect(card(page, one).locator(".tag")).to_have_text("Boats")
    assert page.evaluate("scrollY") == before
    actions.edit(annotation=one, by=ben, version=None, note="That one.")
    expect(card(page, one)).to_contain_text("That one.")
    actions.reply(to=made, author=ben, note="At the quay.")
    expect(card(page, made).locator(".reply")).to_contain_text("At the quay.")
    actions.delete(annotations=[one], by=ben)
    expect(mark(page, one)).to_have_count(0)
    expect(card(page, one)).to_have_count(0)
    whole = actions.annotate(article=article, author=ben, start=None, end=None, note="Good.")
    expect(card(page, whole)).to_be_visible()
    assert text_of(page) == article.text


def test_a_private_one_does_not_appear(page, opened, ben):
    article, _ = opened
    ask_for_news(page)
    hidden = annotate(article, ben, "at noon", visibility="private")
    seen = annotate(article, ben, "forty people")
    expect(mark(page, seen)).to_be_visible()
    expect(mark(page, hidden)).to_have_count(0)


def test_what_is_selected_or_written_is_left_alone(page, opened, ben):
    article, made = opened
    card(page, made).get_by_role("link", name="Edit").click()
    card(page, made).get_by_label("Note").fill("Half a thought")
    ask_for_news(page)
    actions.edit(annotation=made, by=ben, version=None, note="Theirs")
    one = annotate(article, ben, "left the old")
    expect(mark(page, one).first).to_be_visible()
    expect(card(page, made).get_by_label("Note")).to_have_value("Half a thought")
    expect(card(page, made).get_by_label("Note")).to_be_focused()
    card(page, made).get_by_role("button", name="Cancel").click()
    expect(card(page, made)).to_contain_text("Theirs")
    page.locator("[data-article-text] p").nth(1).dblclick(position={"x": 20, "y": 10})
    selected = page.evaluate("getSelection().toString()")
    assert selected.strip()
    another = annotate(article, ben, "Nobody on the quay")
    expect(page.get_by_role("dialog", name="Annotate")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    expect(mark(page, another).first).to_be_visible()


def test_a_new_text_is_offered_not_forced(page, opened, ben):
    article, _ = opened
    ask_for_news(page)
    revise(article=article, body="All new.\n" + article.body, by=ben, reason="")
    toast = page.locator(".toast")
    expect(toast).to_contain_text("The text of this article has changed.")
    assert "All new." not in text_of(page)
    toast.get_by_role("button", name="Reload").click()
    article.refresh_from_db()
    expect(page.locator("[data-article-text]")).to_contain_text("All new.")
    assert text_of(page) == article.text


def test_nothing_new_costs_an_answer_without_a_body(page, opened):
    with page.expect_response(lambda answer: "/news/" in answer.url and answer.status == 304):
        ask_for_news(page)
