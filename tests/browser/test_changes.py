"""A change of a text and its annotations, as an editor goes through it; copies of an article."""

from __future__ import annotations

import os
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.actions.annotations import annotate
from articles.actions.articles import create
from articles.models import Annotation
from tests.actions.test_near_duplicates import LOCAL, WIRE
from tests.browser.examining import examine
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
QUOTES = {
    "moved": "Divers are to look at the wreck next week",
    "lost": "The master, who has sailed the route since spring, told reporters that fog had come",
    "stays": "two cars and the mail",
}
REVISED = "\n".join(
    line for line in LOCAL.split("\n") if not line.startswith("The master, who has")
)


@pytest.fixture
def annotated():
    article = create(title="Ferry sinks", body=WIRE, url="https://wire.example/1", language="en")
    author = make_user("annotator", username="ada")
    rows = {}
    for name, quote in QUOTES.items():
        start = article.text.index(quote)
        rows[name] = annotate(
            article=article,
            author=author,
            start=start,
            end=start + len(quote),
            tags=["Salvage"],
            note=f"On what {name}",
        )
    return article, rows


def looked_at(page, name: str) -> None:
    """axe finds nothing, nothing overflows at 360 px; pictures where FOLDER_OF_PICTURES says."""
    folder = os.environ.get("FOLDER_OF_PICTURES")
    examine(page)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{overflow} px too wide at {width}"
        for scheme in ("light", "dark") if folder else ():
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_editor_changes_a_text_and_settles_its_passages(page, log_in, annotated):
    article, rows = annotated
    log_in(page, make_user("editor"))
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.get_by_label("Body:").fill(REVISED)
    told = page.get_by_text("3 annotated passages: 1 stays, 1 changes, 1 is lost")
    expect(told).to_be_visible()
    looked_at(page, "admin")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errorlist")).to_contain_text("Nothing is saved yet.")
    looked_at(page, "asked")
    page.get_by_label("Save all the same").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")

    article.refresh_from_db()
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="2 passages changed").click()
    expect(page.locator("del")).to_have_text(["next", "week"])
    expect(page.locator("ins")).to_have_text(["on", "Monday"])
    looked_at(page, "changes")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Accepted.")
    assert Annotation.objects.get(pk=rows["moved"].pk).state == "exact"
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    assert Annotation.objects.get(pk=rows["moved"].pk).state == "moved"

    page.goto(f"/articles/{article.pk}/changes/")
    lost = page.get_by_role("article", name="Lost")
    lost.get_by_text("Place it by hand").click()
    lost.get_by_label("Words of the text, pasted").fill("the")
    lost.get_by_role("button", name="Place it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which passage?")
    looked_at(page, "choice")
    page.get_by_role("button", name="This one").first.click()
    expect(page.get_by_role("status")).to_contain_text("Placed.")
    page.get_by_role("button", name=re.compile("Accept all that moved")).click()
    expect(page.get_by_role("main")).to_contain_text("There is nothing to look at.")
    looked_at(page, "settled")
    assert set(Annotation.objects.values_list("state", flat=True)) == {"exact"}


@pytest.mark.parametrize("scripts", [True, False])
def test_an_annotation_is_carried_to_copies(new_context, log_in, annotated, scripts):
    article, rows = annotated
    for number, body in enumerate((WIRE, LOCAL, REVISED), 2):
        create(title=f"Copy {number}", body=body, url=f"https://wire.example/{number}")
    page = new_context(java_script_enabled=scripts).new_page()
    log_in(page, make_user("annotator"))
    page.goto(article.get_absolute_url())
    expect(page.get_by_text("Nearly the same text:")).to_be_visible()
    page.goto(reverse("articles:annotation_carry", args=[rows["lost"].uid]))
    expect(page.get_by_text("the passage does not stand there")).to_have_count(1)
    page.get_by_label("Copy 3").uncheck()
    if scripts:
        looked_at(page, "carry")
    page.get_by_role("button", name="Carry over").click()
    expect(page.get_by_role("status")).to_contain_text("Carried to 1 copy.")
    assert Annotation.objects.get(carried_from=rows["lost"]).article.title == "Copy 2"
