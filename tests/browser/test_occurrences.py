"""Tagging every occurrence in a browser: with the mouse, on a phone, in any direction."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Annotation
from tests.browser.examining import examine
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 2


@pytest.fixture
def article():
    make_article(title=LONG, source=LONG, body=f"{LONG} ferry {LONG}. A ferry.", language="de")
    make_article(
        title="الميناء", body="افتتح الميناء أمس وعاد ferry بعد عامين من العمل.", language="ar"
    )
    body = (
        "It was the ferry that left. " * 4 + "\nThen the ferry came back, and that was all of it."
    )
    return make_article(title="The ferry", body=body)


def test_what_is_ticked_is_annotated(page, log_in, annotator, article):
    log_in(page, annotator)
    page.goto(f"{reverse('articles:occurrences', args=[article.pk])}?words=ferry")
    lines = page.locator(".kwic-line")
    expect(page.locator("[data-ticked]")).to_have_text("5")
    page.get_by_role("button", name="None").click()
    expect(page.locator("[data-ticked]")).to_have_text("0")
    lines.nth(1).click()
    lines.nth(4).get_by_role("checkbox").check()
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.get_by_label("Tags").fill("Boats")
    page.get_by_role("button", name="Annotate what is ticked").click()
    expect(page.get_by_role("status").filter(has_text="Annotated 2 places")).to_be_visible()
    assert list(Annotation.objects.values_list("quote", flat=True)) == ["ferry", "ferry"]
    page.get_by_role("button", name="Undo").click()
    assert not Annotation.objects.standing().exists()


def test_key_words_stand_below_each_other_and_fit_a_phone(page, log_in, annotator, article):
    tag = make_tag("Boats", colour="teal")
    make_annotation(article=article, author=annotator, quote="ferry", tags=[tag])
    log_in(page, annotator)
    page.goto(f"{reverse('articles:occurrences', args=[article.pk])}?words=ferry&where=archive")
    group = page.locator(".kwic-lines").first
    lefts = {round(mark.bounding_box()["x"]) for mark in group.locator("mark").all()}
    assert len(lefts) == 1
    arabic = page.locator(".kwic-lines[dir=rtl] li")
    before, after = (arabic.locator(f".kwic-{part}").bounding_box() for part in ("before", "after"))
    assert before["x"] > after["x"]
    examine(page)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    examine(page)


def test_without_scripts(new_context, log_in, annotator, article):
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, annotator)
    page.goto(reverse("articles:occurrences", args=[article.pk]))
    page.get_by_role("textbox", name="Words").fill("the ferry")
    page.get_by_label("In the archive").check()
    page.get_by_role("button", name="Show them").click()
    page.get_by_label("Tags").fill("Boats")
    page.get_by_role("button", name="Annotate what is ticked").click()
    expect(page.get_by_role("status").filter(has_text="Annotated 5 places.")).to_be_visible()
    assert Annotation.objects.count() == 5
