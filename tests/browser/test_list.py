"""The list as readers use it: by mouse, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import facets, listing
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NARROW = {"width": 360, "height": 700}


@pytest.fixture(autouse=True)
def archive(live_server) -> None:
    """Thirty articles of two sources: two pages."""
    for number in range(30):
        make_article(
            title=f"Ferry {number}",
            source=("Tern", "Gull")[number % 2],
            authors=["Ada Oar"] if number % 3 else ["Bo Quay"],
            published_at=dt.datetime(2020 + number // 10, 1 + number % 10, 5, tzinfo=dt.UTC),
            body="The harbour is open." if number == 7 else "The ferry sails.",
        )


@pytest.fixture
def articles(page: Page) -> Page:
    page.goto("/articles/")
    return page


def total(page: Page, number: int) -> None:
    expect(page.locator("[data-total]")).to_have_attribute("data-total", str(number))


def test_filters_apply_in_place_and_back_undoes_them(articles):
    articles.evaluate("window.stayed = true")
    articles.get_by_role("checkbox", name="Tern 15").check()
    total(articles, 15)
    expect(articles).to_have_url(re.compile(r"\?source=tern$"))
    expect(articles.get_by_role("checkbox", name="Tern 15")).to_be_focused()
    articles.get_by_label("Search words").fill("harbour")
    articles.keyboard.press("Enter")
    total(articles, 0)
    expect(articles).to_have_title(re.compile("^harbour"))
    articles.get_by_role("link", name="Take off Source: Tern").click()
    total(articles, 1)
    expect(articles.locator("mark.hit")).to_have_text(["harbour"])
    articles.go_back()
    total(articles, 0)
    articles.go_back()
    total(articles, 15)
    expect(articles.get_by_label("Search words")).to_have_value("")
    articles.go_back()
    total(articles, 30)
    expect(articles.get_by_role("checkbox", name="Tern 15")).not_to_be_checked()
    articles.go_forward()
    total(articles, 15)
    assert articles.evaluate("window.stayed")


def test_an_author_is_found_by_typing_part_of_the_name(articles):
    field = articles.get_by_label("Author by name")
    field.press_sequentially("qua")
    expect(articles.locator("#author-names option")).to_have_attribute("value", "Bo Quay")
    field.fill("Bo Quay")
    field.press("Enter")
    total(articles, 10)
    expect(articles.get_by_role("checkbox", name="Bo Quay 10")).to_be_checked()
    expect(articles.get_by_label("Author by name")).to_have_value("")


def test_a_wrong_value_gets_its_message_in_place_and_goes_when_it_is_mended(articles):
    articles.get_by_label("From", exact=True).fill("2021-05-05")
    total(articles, 16)
    articles.get_by_label("To", exact=True).fill("2020-05-05")
    total(articles, 0)
    expect(articles.get_by_role("alert")).to_have_text("The last day is before the first one.")
    before = articles.get_by_label("To", exact=True)
    expect(before).to_have_attribute("aria-invalid", "true")
    before.fill("2022-05-05")
    total(articles, 11)
    expect(articles.get_by_role("alert")).to_have_count(0)
    expect(before).not_to_have_attribute("aria-invalid", "true")


def test_tags_come_and_go(articles):
    annotator = make_user("annotator")
    for pk in (1, 2):
        article = listing.Article.objects.newest()[pk]
        make_annotation(article=article, author=annotator, quote="ferry", tags=[
            make_tag(f"Sea {pk}", slug=f"sea-{pk}")
        ])  # fmt: skip
    tag = articles.get_by_label("Tag", exact=True)
    tag.fill("sea 1")
    tag.press("Enter")
    total(articles, 1)
    expect(tag).to_have_value("")
    tag.fill("no such")
    tag.press("Enter")
    expect(articles.get_by_role("alert")).to_contain_text("There is no tag called “no such”.")
    tag.fill("Sea 2")
    tag.press("Enter")
    total(articles, 2)
    articles.get_by_role("link", name="Take off Tag: Sea 1").click()
    total(articles, 1)
    articles.get_by_role("checkbox", name="Sea 2").uncheck()
    total(articles, 30)


def opened(page: Page, title: str) -> None:
    """An article is there, and its scripts have run."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def test_walking_by_keys(articles):
    for _ in range(3):
        articles.keyboard.press("j")
    articles.keyboard.press("k")
    expect(articles.get_by_role("link", name="Ferry 28")).to_be_focused()
    articles.keyboard.press("Enter")
    opened(articles, "Ferry 28")
    articles.keyboard.press("j")
    opened(articles, "Ferry 27")
    articles.keyboard.press("p")
    opened(articles, "Ferry 28")
    articles.keyboard.press("u")
    expect(articles).to_have_url(re.compile("/articles/$"))
    articles.wait_for_load_state()
    articles.keyboard.press("n")
    expect(articles.locator("[data-article-id]")).to_have_count(5)
    articles.keyboard.press("p")
    expect(articles.locator("[data-article-id]")).to_have_count(25)
    articles.keyboard.press("/")
    expect(articles.get_by_label("Search words")).to_be_focused()
    articles.keyboard.type("jk?")
    expect(articles.get_by_label("Search words")).to_have_value("jk?")
    expect(articles.locator(".row.current")).to_have_count(0)


def test_the_keys_are_listed_and_can_be_switched_off(articles):
    articles.keyboard.press("?")
    dialog = articles.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    articles.keyboard.press("j")
    expect(articles.locator(".row.current")).to_have_count(0)
    articles.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    articles.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    articles.reload()
    articles.keyboard.press("j")
    expect(articles.locator(".row.current")).to_have_count(0)


def test_the_histogram_by_keyboard_and_by_mouse(articles):
    bars = articles.locator("[data-histogram] a")
    bars.first.focus()
    articles.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    articles.keyboard.press("End")
    expect(bars.last).to_be_focused()
    label = bars.last.get_attribute("aria-label")
    articles.keyboard.press("Enter")
    total(articles, int(label.rpartition(": ")[2]))
    expect(articles.get_by_label("From", exact=True)).to_have_value("2022-10-01")
    articles.get_by_role("link", name="Reset").click()
    articles.locator("[data-histogram] a").first.click()
    expect(articles.get_by_label("To", exact=True)).to_have_value("2020-01-31")
    total(articles, 1)


def test_counts_come_after_a_list_of_very_many(page, monkeypatch):
    monkeypatch.setattr(listing, "CAP", 10)
    monkeypatch.setattr(facets, "CAP", 10)
    page.goto("/articles/?q=ferry")
    expect(page.locator("[data-total-capped]")).to_contain_text("10+")
    expect(page.get_by_role("checkbox", name=re.compile("Tern"))).to_be_visible()
    expect(page.get_by_text("Counted in the newest 10.").first).to_be_visible()
    page.locator("[data-histogram] a").first.focus()
    page.get_by_role("checkbox", name=re.compile("Gull")).check()
    expect(page).to_have_url(re.compile("source=gull"))
    expect(page.get_by_role("checkbox", name=re.compile("Gull"))).to_be_checked()


def test_the_order_and_pages_by_mouse(articles):
    articles.get_by_label("Order").select_option("oldest")
    expect(articles).to_have_url(re.compile("order=oldest$"))
    expect(articles.locator("[data-article-id] a").first).to_have_text("Ferry 0")
    articles.get_by_role("link", name="Page 2").click()
    expect(articles.locator("[data-article-id]")).to_have_count(5)
    articles.get_by_role("link", name="Older").click()
    expect(articles.locator("[data-article-id]")).to_have_count(25)


def test_filters_are_behind_a_button_on_a_phone(articles):
    articles.set_viewport_size(NARROW)
    filters = articles.get_by_role("complementary", name="Filters")
    expect(filters).to_be_hidden()
    button = articles.get_by_role("button", name="Filters")
    button.click()
    expect(filters).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    articles.keyboard.press("Escape")
    expect(filters).to_be_hidden()
    expect(button).to_be_focused()
    articles.keyboard.press("Space")
    filters.get_by_role("checkbox", name="Gull 15").check()
    total(articles, 15)
    filters.get_by_role("button", name="Apply").click()
    expect(filters).to_be_hidden()
    expect(articles.get_by_role("link", name="Take off Source: Gull")).to_be_visible()


def test_without_scripts_it_is_an_ordinary_form(new_context, faults):
    page = new_context(java_script_enabled=False, viewport=NARROW).new_page()
    page.goto("/articles/")
    page.get_by_role("link", name="Filters").click()
    page.get_by_role("checkbox", name="Tern 15").check()
    page.get_by_label("From", exact=True).fill("2022-01-01")
    page.get_by_role("button", name="Apply").click()
    total(page, 5)
    page.get_by_label("Search words").fill("ferry -zebra")
    page.get_by_role("button", name="Search", exact=True).click()
    total(page, 5)
    page.get_by_role("link", name="Take off From: 2022-01-01").click()
    total(page, 15)
    page.get_by_label("Order").select_option("oldest")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("[data-article-id] a").first).to_have_text("Ferry 0")
    assert faults == []


def test_the_skip_link_leaves_the_list_as_it_is(articles):
    articles.locator("[data-article-id]").first.evaluate("row => row.dataset.kept = 1")
    articles.keyboard.press("Tab")
    articles.keyboard.press("Enter")
    expect(articles.get_by_role("main")).to_be_focused()
    expect(articles.locator("[data-kept]")).to_have_count(1)
