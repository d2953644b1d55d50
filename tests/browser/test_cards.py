"""Cards beside the text: where they stand, what lights them, and the ways to them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from articles.models import Annotation
from tests.browser.carded import card, ferry_article, mark, noted, text_of
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def anna():
    return make_user("annotator", username="anna")


def top(locator) -> float:
    return locator.bounding_box()["y"]


def names(page: Page):
    return page.locator(".mark-names")


def test_cards_stand_beside_their_marks_and_never_on_each_other(page, anna, log_in):
    article = ferry_article()
    quotes = ("ferry left", "old harbour", "at noon", "last boat")
    made = [noted(article, anna, quote, note=f"About {quote}.") for quote in quotes]
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    assert top(card(page, made[0])) == pytest.approx(top(mark(page, made[0])), abs=2)
    boxes = [card(page, one).bounding_box() for one in made]
    text = page.locator("[data-article-text]").bounding_box()
    for one, following in pairwise(boxes):
        assert one["y"] + one["height"] <= following["y"]
    assert all(box["x"] >= text["x"] + text["width"] for box in boxes)
    card(page, made[2]).locator("time").click()
    assert top(card(page, made[2])) == pytest.approx(top(mark(page, made[2]).first), abs=2)
    above, active = (card(page, one).bounding_box() for one in (made[1], made[2]))
    assert above["y"] + above["height"] <= active["y"]
    page.set_viewport_size({"width": 800, "height": 900})
    below = page.locator("[data-article-text]").bounding_box()
    assert top(card(page, made[0])) > below["y"] + below["height"]
    assert text_of(page) == article.text


def test_cards_take_the_room_that_is_left_before_any_is_hidden(page, anna, log_in):
    article = ferry_article()
    long = noted(article, anna, "ferry left", note="\n\n".join(["A long note."] * 16))
    near = [noted(article, anna, quote) for quote in ("old harbour", "at noon", "forty people")]
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    boxes = [card(page, one).bounding_box() for one in (long, *near)]
    for one, following in pairwise(boxes):
        assert one["y"] + one["height"] <= following["y"]
    for one in near:
        expect(card(page, one)).to_be_visible()


def test_the_whole_article_and_lost_passages_have_groups(page, anna, log_in):
    article = ferry_article()
    whole = noted(article, anna, note="Compare it.")
    lost = noted(article, anna, "old harbour", note="Where?", state=Annotation.State.LOST)
    passage = noted(article, anna, "last boat", note="Which?")
    log_in(page, make_user("reader"))
    page.goto(article.get_absolute_url())
    order = [
        top(page.get_by_role("heading", name="About the whole article")),
        top(card(page, whole)),
    ]
    order += [top(page.get_by_role("heading", name="Passage lost")), top(card(page, lost))]
    order.append(top(card(page, passage)))
    assert order == sorted(order)
    expect(card(page, lost).locator(".badge")).to_have_text("passage lost")
    expect(mark(page, lost)).to_have_count(0)


def test_pointing_at_either_lights_the_other(page, anna, log_in):
    article = ferry_article()
    tag = make_tag("Harbour works", colour="teal")
    one = noted(article, anna, "old harbour", tags=[tag])
    other = noted(article, anna, "last boat")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, one).hover()
    expect(card(page, one)).to_contain_class("lit")
    expect(card(page, other)).not_to_contain_class("lit")
    expect(names(page)).to_contain_text("Harbour works · anna")
    card(page, other).locator("time").hover()
    expect(mark(page, other)).to_contain_class("lit")
    expect(card(page, one)).not_to_contain_class("lit")
    expect(names(page)).to_be_hidden()
    card(page, one).get_by_role("link", name="Link", exact=True).focus()
    page.mouse.move(2, 2)
    expect(mark(page, one)).to_contain_class("lit")
    card(page, one).locator(".card-quote a").press("Enter")
    expect(mark(page, one)).to_be_focused()
    expect(names(page)).to_contain_text("Harbour works")
    page.keyboard.press("Enter")
    expect(card(page, one)).to_be_focused()
    page.keyboard.press("Escape")
    expect(mark(page, one)).to_be_focused()
    expect(page.locator(".active")).to_have_count(0)
    assert text_of(page) == article.text


def test_where_several_overlap_a_menu_offers_them_all(page, anna, log_in):
    article = ferry_article()
    tag = make_tag("Harbour works", colour="teal")
    wide = noted(article, anna, "left the old harbour at noon", tags=[tag])
    narrow = noted(article, make_user("annotator", username="ben"), "old harbour", note="Which?")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, narrow).click()
    menu = page.get_by_role("menu", name="Annotations here")
    expect(menu.get_by_role("menuitem")).to_have_text(
        ["left the old harbour at noon Harbour works · anna", "old harbour Note · ben"]
    )
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(card(page, narrow)).to_be_focused()
    expect(mark(page, narrow)).to_contain_class("active")
    mark(page, narrow).click()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(mark(page, narrow)).to_be_focused()
    mark(page, wide).first.click()
    expect(card(page, wide)).to_contain_class("active")
    expect(menu).to_be_hidden()


def test_brackets_walk_through_in_the_order_of_the_text(page, anna, log_in):
    article = ferry_article(body="\n".join(f"Line {n} of many, all alike." for n in range(80)))
    ordered = [noted(article, anna, f"Line {n} of") for n in (60, 5, 70)]
    ordered.sort(key=lambda one: one.start)
    whole = noted(article, anna, note="On the whole")
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    for step in [*ordered, ordered[-1]]:
        page.keyboard.press("]")
        expect(card(page, step)).to_be_focused()
        expect(mark(page, step)).to_be_in_viewport()
    for step in [ordered[1], ordered[0], whole]:
        page.keyboard.press("[")
        expect(card(page, step)).to_be_focused()
    expect(card(page, whole)).to_have_attribute("aria-label", "Annotation by anna")
    page.keyboard.press("Escape")
    expect(page.locator(".card.active")).to_have_count(0)


def crowded(author, number: int):
    """An article with many annotations, two words each."""
    article = make_article(body="\n".join(f"Words {n} of this long line." for n in range(number)))
    digest = article.text_digest
    found = [article.text.index(f"Words {n} ") for n in range(number)]
    Annotation.objects.bulk_create(
        Annotation(
            article=article,
            author=author,
            start=start,
            end=start + 5,
            quote="Words",
            text_digest=digest,
        )
        for start in found
    )
    return article, list(Annotation.objects.order_by("start"))


def test_cards_come_as_their_marks_come_into_view(page, anna, log_in, axe):
    article, made = crowded(anna, 200)
    tag = make_tag("Crowd", colour="plum")
    for one in made[::3]:
        one.tags.add(tag)
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    last = made[-1]
    expect(card(page, made[0])).to_be_visible()
    expect(card(page, last)).to_have_count(0)
    assert mark(page, last).get_attribute("aria-details") is None
    mark(page, made[120]).scroll_into_view_if_needed()
    expect(card(page, made[120])).to_be_attached()
    expect(mark(page, made[120])).to_have_attribute("aria-details", f"card-{made[120].pk}")
    expect(card(page, last)).to_have_count(0)
    page.goto(f"{article.get_absolute_url()}#mark-{last.pk}")
    page.reload()
    expect(card(page, last)).to_contain_class("active")
    expect(mark(page, last)).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    mark(page, made[0]).click()
    expect(card(page, made[0])).to_contain_class("active")
    for place in range(0, 200, 8):
        mark(page, made[place]).scroll_into_view_if_needed()
        expect(card(page, made[place])).to_be_attached()
    assert page.locator(".card").count() <= 120
    shown = page.locator(".card").evaluate_all("all => all.map(one => Number(one.dataset.start))")
    assert shown == sorted(shown)
    assert text_of(page) == article.text
    axe(page)


def test_a_permalink_opens_the_card_of_a_reply(page, anna, log_in):
    article, made = crowded(anna, 60)
    reply = noted(article, anna, note="I doubt it.", reply_to=made[50])
    log_in(page, anna)
    page.goto(f"/annotations/{reply.uid}/")
    expect(card(page, made[50])).to_contain_class("active")
    expect(card(page, made[50])).to_contain_text("I doubt it.")


def test_on_a_phone_the_card_comes_to_the_text(new_context, anna, log_in):
    article, made = crowded(anna, 30)
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, made[5]).tap()
    expect(card(page, made[5])).to_be_in_viewport()
    expect(mark(page, made[5])).to_be_in_viewport()
    card(page, made[5]).get_by_role("button", name="Close").click()
    expect(card(page, made[5])).not_to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_a_notice_does_not_lie_on_what_can_be_done_with_the_card(
    new_context, anna, log_in
):
    article = ferry_article()
    made = noted(article, anna, "old harbour")
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    sheet = card(page, made)
    mark(page, made).tap()
    sheet.get_by_text("Reply").first.tap()
    sheet.locator("textarea").fill("So it is.")
    sheet.get_by_role("button", name="Reply").tap()
    expect(page.get_by_text("Replied.")).to_be_in_viewport()
    sheet.get_by_role("link", name="Edit", exact=True).tap()
    sheet.get_by_role("button", name="Cancel").tap()
    expect(sheet).to_contain_class("sheet")


def test_without_scripts_the_cards_stand_below_the_text(new_context, anna, log_in):
    article = ferry_article()
    made = noted(article, anna, "old harbour", note="Where?")
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    text = page.locator("[data-article-text]").bounding_box()
    assert top(card(page, made)) > text["y"] + text["height"]
    expect(card(page, made).get_by_role("button", name="Move edges")).to_be_hidden()
    card(page, made).get_by_role("button", name="Delete").click()
    expect(page.locator(".message")).to_contain_text("Deleted.")
    expect(card(page, made)).to_have_count(0)


def test_on_paper_the_cards_follow_the_text(page, anna, log_in):
    article = ferry_article()
    tag = make_tag("Harbour works")
    made = noted(article, anna, "old harbour", note="Where?", tags=[tag])
    log_in(page, anna)
    page.goto(article.get_absolute_url())
    mark(page, made).click()
    page.emulate_media(media="print")
    text = page.locator("[data-article-text]").bounding_box()
    assert top(card(page, made)) >= text["y"] + text["height"]
    label = mark(page, made).evaluate("one => getComputedStyle(one, '::after').content")
    assert "attr(data-tags)" in label or "Harbour works" in label
    for gone in (".mark-filters", ".handles", ".card-foot", ".annotate"):
        expect(page.locator(gone).first).to_be_hidden()
