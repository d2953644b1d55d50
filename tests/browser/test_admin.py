"""Editors at work in the admin, in a browser under the strict policy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from articles.actions.annotations import edit
from articles.models import Activity, Article, Revision, Source
from tests.browser.examining import examine
from tests.factories import make_annotation, make_article, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LINES = "".join(
    f'{{"title": "{title}", "url": "https://harbour.example/{title}", "body": "{body}"}}\n'
    for title, body in (("One", "Tide"), ("Two", ""))
)


@pytest.fixture
def at_desk(page, log_in):
    editor = make_user("editor")
    log_in(page, editor)
    return page


def test_a_body_is_corrected_beside_its_preview(at_desk):
    article = make_article(body="The ferry *left*.", markup="plain", authors=["Ada Tern"])
    at_desk.goto(f"/admin/articles/article/{article.pk}/change/")
    preview = at_desk.get_by_role("region", name="Preview of the body")
    expect(preview).to_have_text("The ferry *left*.")
    body = at_desk.get_by_label("Body:")
    box, beside = body.bounding_box(), preview.bounding_box()
    assert beside["x"] > box["x"] + box["width"]
    assert "mono" in body.evaluate("(field) => getComputedStyle(field).fontFamily").casefold()

    at_desk.get_by_label("Markup:").select_option("markdown")
    expect(preview.locator("em")).to_have_text("left")
    body.fill("# Sunk\n\nThe ferry <b onclick=alert(1)>sank</b>.")
    expect(preview.get_by_role("heading", name="Sunk")).to_be_visible()
    assert preview.locator("[onclick]").count() == 0

    at_desk.get_by_label("Reason:").fill("It did sink")
    at_desk.get_by_role("button", name="Save", exact=True).click()
    expect(at_desk.locator(".messagelist")).to_contain_text("changed successfully")
    article.refresh_from_db()
    assert article.text.startswith("Sunk")
    assert Revision.objects.get().reason == "It did sink"
    at_desk.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(at_desk.get_by_role("region", name="Revisions")).to_contain_text("It did sink")
    examine(at_desk)


def test_a_source_is_chosen_by_typing(at_desk):
    make_source("Harbour Post")
    article = make_article(source=None)
    at_desk.goto(f"/admin/articles/article/{article.pk}/change/")
    chosen = at_desk.locator(".field-source [role=combobox]")
    chosen.focus()
    at_desk.keyboard.press("Enter")
    at_desk.keyboard.type("HARB")
    option = at_desk.get_by_role("option", name="Harbour Post")
    expect(option).to_be_visible()
    examine(at_desk)
    at_desk.keyboard.press("Enter")
    expect(chosen).to_contain_text("Harbour Post")
    at_desk.get_by_role("button", name="Save", exact=True).click()
    expect(at_desk.locator(".messagelist")).to_contain_text("changed successfully")
    assert Article.objects.get().source.name == "Harbour Post"


def test_files_are_imported_after_a_look(at_desk):
    at_desk.goto("/admin/articles/article/")
    at_desk.get_by_role("link", name="Import articles…").click()
    examine(at_desk)
    file = {"name": "some.jsonl", "mimeType": "text/plain", "buffer": LINES.encode()}
    at_desk.get_by_label("Files:").set_input_files([file])
    at_desk.get_by_role("button", name="See what it would do").click()
    expect(at_desk.get_by_role("heading", name="What this import would do")).to_be_visible()
    expect(at_desk.get_by_role("row", name="empty body")).to_contain_text("some.jsonl, line 2")
    assert not Article.objects.exists()
    examine(at_desk)
    at_desk.get_by_role("button", name="Import them").click()
    expect(at_desk.get_by_role("heading", name="Imported: 2 articles")).to_be_visible()
    assert Article.objects.get().title == "One"
    examine(at_desk)


def test_sources_are_merged_with_the_keyboard(at_desk):
    for name in ("Harbor Post", "Harbour Post", "Harbour Post"):
        make_article(source=name)
    at_desk.goto("/admin/articles/source/")
    examine(at_desk)
    at_desk.get_by_label("Select all objects").focus()
    at_desk.keyboard.press("Space")
    at_desk.get_by_label("Action:").select_option("merge")
    at_desk.get_by_role("button", name="Go", exact=True).focus()
    at_desk.keyboard.press("Enter")
    expect(at_desk.get_by_role("radio", name="Harbour Post (2 articles)")).to_be_checked()
    examine(at_desk)
    at_desk.get_by_role("button", name="Merge").focus()
    at_desk.keyboard.press("Enter")
    expect(at_desk.locator(".messagelist")).to_contain_text("Merged into Harbour Post")
    assert Source.objects.standing().get().name == "Harbour Post"


def test_the_source_of_many_is_set(at_desk):
    make_source("Harbour Post")
    for _ in range(3):
        make_article(source=None)
    at_desk.goto("/admin/articles/article/")
    at_desk.get_by_label("Select all objects").check()
    at_desk.get_by_label("Action:").select_option("set_source")
    at_desk.get_by_role("button", name="Go", exact=True).click()
    expect(at_desk.locator("#content")).to_contain_text("3 articles will get this source")
    examine(at_desk)
    at_desk.locator("[role=combobox]").focus()
    at_desk.keyboard.press("Enter")
    at_desk.get_by_role("option", name="Harbour Post").click()
    at_desk.get_by_role("button", name="Set the source").click()
    expect(at_desk.locator(".messagelist")).to_contain_text("3 articles are from Harbour Post now")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/articles/article/?q=ferry&published=2024",
        "/admin/articles/article/?published=soon",
        "/admin/articles/article/add/",
        "/admin/articles/author/",
        "/admin/articles/revision/",
    ],
)
def test_pages_are_for_everybody_and_for_narrow_screens(at_desk, address):
    make_article(source="Harbour Post", authors=["Ada Tern"])
    at_desk.goto(address)
    at_desk.wait_for_load_state("networkidle")
    examine(at_desk)
    at_desk.set_viewport_size({"width": 360, "height": 800})
    assert at_desk.evaluate("document.documentElement.scrollWidth") == 360
    examine(at_desk)


@pytest.fixture
def annotated():
    article, person = make_article(body="The ferry left at noon."), make_user("annotator")
    tags = [make_tag("Time", colour="blue"), make_tag("Hour", colour="brick")]
    rows = [
        make_annotation(article=article, author=person, quote=quote, tags=tags, note="*Late*")
        for quote in ("noon", "ferry")
    ]
    edit(annotation=rows[0], by=person, version=1, note="In time")
    return rows[0]


@pytest.mark.parametrize(
    "address",
    [
        "/admin/articles/annotation/?tag=time&person=annot",
        "/admin/articles/annotation/{annotation}/change/",
        "/admin/articles/annotation/{annotation}/delete/",
        "/admin/articles/article/{article}/change/",
        "/admin/articles/tag/",
        "/admin/articles/tag/{tag}/change/",
        "/admin/articles/activity/",
        "/admin/articles/activity/{entry}/change/",
    ],
)
def test_annotations_tags_and_the_log_are_for_everybody(at_desk, annotated, address):
    keys = {
        "annotation": annotated.pk,
        "article": annotated.article_id,
        "tag": annotated.tags.first().pk,
        "entry": Activity.objects.get().pk,
    }
    at_desk.goto(address.format(**keys))
    at_desk.wait_for_load_state("networkidle")
    examine(at_desk)
    at_desk.set_viewport_size({"width": 360, "height": 800})
    assert at_desk.evaluate("document.documentElement.scrollWidth") == 360


def test_annotations_are_tagged_together(at_desk, annotated):
    make_tag("Ship")
    at_desk.goto("/admin/articles/annotation/")
    at_desk.get_by_label("Select all objects").check()
    at_desk.get_by_label("Action:").select_option("put_tags")
    at_desk.get_by_role("button", name="Go", exact=True).click()
    at_desk.locator(".select2-search__field").click()
    at_desk.keyboard.type("shi")
    at_desk.get_by_role("option", name="Ship").click()
    examine(at_desk)
    at_desk.get_by_role("button", name="Put tags on them").click()
    expect(at_desk.locator(".messagelist")).to_contain_text("2 annotations tagged.")
    at_desk.get_by_role("link", name="Undo it in your log").click()
    at_desk.get_by_role("button", name=re.compile("^Undo: retag")).click()
    expect(at_desk.locator("body")).to_contain_text("Undone")
    assert not annotated.tags.filter(name="Ship").exists()
