"""The codebook in a browser: moved by drag and by keys, found, folded, and without scripts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.actions.codebook import delete_tag
from articles.models import Annotation, Tag
from tests.browser.examining import examine
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TREE = "/tags/"


@pytest.fixture
def tags():
    """Nature with Water below it, and Rain and Trade beside it."""
    nature = make_tag("Nature", colour="leaf", definition="What nobody made.")
    made = {
        "Nature": nature,
        "Water": make_tag("Water", parent=nature, colour="teal"),
        "Rain": make_tag("Rain", colour="plum"),
        "Trade": make_tag("Trade", colour="sand", retired=True),
    }
    author = make_user("annotator")
    for tag in made.values():
        make_annotation(article=make_article(), author=author, quote="noon", tags=[tag])
    return made


@pytest.fixture
def at_work(page: Page, log_in, editor, tags) -> Page:
    """The codebook, open for an editor."""
    log_in(page, editor)
    page.goto(TREE)
    return page


def row(page: Page, tag: Tag):
    return page.locator(f"#tag-{tag.pk} > .tree-row")


def name(page: Page, tag: Tag):
    return row(page, tag).locator(".tree-name")


def parent_of(tag: Tag) -> str | None:
    return Tag.objects.values_list("parent__name", flat=True).get(pk=tag.pk)


def toast(page: Page):
    return page.locator(".toast")


def test_a_tag_is_dragged_onto_another_and_back_to_the_top(at_work, tags):
    row(at_work, tags["Rain"]).drag_to(row(at_work, tags["Water"]))
    expect(toast(at_work)).to_contain_text("“Rain” is now under “Water”.")
    expect(at_work.locator(f"#tag-{tags['Water'].pk} #tag-{tags['Rain'].pk}")).to_be_visible()
    assert parent_of(tags["Rain"]) == "Water"
    at_work.reload()
    row(at_work, tags["Rain"]).hover()
    at_work.mouse.down()
    at_work.mouse.move(400, 300, steps=4)
    expect(at_work.locator("[data-drop-top]")).to_be_visible()
    at_work.locator("[data-drop-top]").hover()
    at_work.mouse.up()
    expect(toast(at_work)).to_contain_text("“Rain” is now at the top.")
    assert parent_of(tags["Rain"]) is None


def test_where_a_tag_would_go_is_shown_and_not_below_itself(at_work, tags):
    row(at_work, tags["Nature"]).hover()
    at_work.mouse.down()
    row(at_work, tags["Rain"]).hover()
    row(at_work, tags["Rain"]).hover()
    expect(at_work.locator(f"#tag-{tags['Rain'].pk}")).to_have_class("drop")
    row(at_work, tags["Water"]).hover()
    row(at_work, tags["Water"]).hover()
    expect(at_work.locator(".drop")).to_have_count(0)
    at_work.mouse.up()
    assert parent_of(tags["Nature"]) is None


def test_a_tag_is_moved_by_keys_and_undone(at_work, tags):
    name(at_work, tags["Rain"]).focus()
    at_work.keyboard.press("Alt+ArrowRight")
    expect(toast(at_work)).to_contain_text("“Rain” is now under “Nature”.")
    expect(name(at_work, tags["Rain"])).to_be_focused()
    at_work.keyboard.press("Alt+ArrowRight")
    expect(at_work.locator("[data-said]")).to_contain_text("Rain is the first here")
    toast(at_work).get_by_role("button", name="Undo").click()
    expect(toast(at_work)).to_contain_text("Undone")
    assert parent_of(tags["Rain"]) is None
    name(at_work, tags["Water"]).focus()
    at_work.keyboard.press("Alt+ArrowLeft")
    expect(toast(at_work)).to_contain_text("“Water” is now at the top.")
    expect(name(at_work, tags["Water"])).to_be_focused()
    at_work.keyboard.press("Alt+ArrowLeft")
    expect(at_work.locator("[data-said]")).to_contain_text("Water is at the top already.")
    assert at_work.url.endswith(TREE)
    at_work.keyboard.press("Control+z")
    expect(at_work.get_by_text("Undone: nest tag “Water”.")).to_be_visible()
    assert parent_of(tags["Water"]) == "Nature"


def test_the_last_tag_comes_back_by_the_same_keys(page, log_in, editor):
    delete_tag(tag=make_tag("Water"), by=editor)
    log_in(page, editor)
    page.goto(TREE)
    expect(page.get_by_text("There are no tags yet.")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("link", name="Water", exact=True)).to_be_visible()


def test_a_tag_that_another_moved_meanwhile_is_told_and_shown_where_it_is(at_work, tags, faults):
    Tag.objects.filter(pk=tags["Rain"].pk).update(parent=tags["Trade"])
    name(at_work, tags["Rain"]).focus()
    at_work.keyboard.press("Alt+ArrowRight")
    expect(toast(at_work)).to_contain_text("Somebody else has changed the tag “Rain”")
    expect(at_work.locator(f"#tag-{tags['Trade'].pk} #tag-{tags['Rain'].pk}")).to_be_visible()
    assert parent_of(tags["Rain"]) == "Trade"
    assert all("409" in fault for fault in faults)
    faults.clear()


def test_branches_fold_and_stay_folded(at_work, tags):
    button = at_work.get_by_role("button", name="Tags below Nature")
    button.click()
    expect(name(at_work, tags["Water"])).to_be_hidden()
    at_work.reload()
    expect(name(at_work, tags["Water"])).to_be_hidden()
    button.click()
    expect(name(at_work, tags["Water"])).to_be_visible()


def test_a_tag_is_found_with_those_above_it(at_work, tags):
    at_work.get_by_label("Find a tag").fill("WÁT")
    expect(name(at_work, tags["Rain"])).to_be_hidden()
    expect(name(at_work, tags["Nature"])).to_be_visible()
    expect(at_work.get_by_text("1 found")).to_be_visible()
    at_work.get_by_label("Find a tag").fill("")
    expect(name(at_work, tags["Rain"])).to_be_visible()


def test_everything_is_done_without_scripts(new_context, log_in, editor, tags, live_server):
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, editor)
    page.goto(TREE)
    row(page, tags["Rain"]).get_by_role("link", name="Edit Rain").click()
    page.get_by_label("Under").select_option("Nature / Water")
    page.get_by_label("Blue").check()
    page.get_by_label("Use when").fill("It falls.")
    page.get_by_role("button", name="Save").click()
    rain = Tag.objects.get(name="Rain")
    assert (rain.parent.name, rain.colour, rain.use_when) == ("Water", "blue", "It falls.")
    page.get_by_label("Merge Rain").check()
    page.get_by_label("Merge Trade").check()
    page.get_by_role("button", name="Merge the ticked").click()
    expect(page.get_by_text("2 annotations that you can see, 2 of them by other")).to_be_visible()
    page.get_by_label("The tag that stays").select_option(label="Trade")
    page.get_by_role("button", name="Merge", exact=True).click()
    assert not Tag.objects.filter(name="Rain").exists()
    page.get_by_role("button", name="Undo").click()
    assert Tag.objects.get(name="Rain").parent.name == "Water"
    page.goto(reverse("articles:tag_delete", args=[tags["Nature"].pk]))
    page.get_by_role("button", name="Delete the tag").click()
    assert Tag.objects.get(name="Water").parent is None
    assert Annotation.objects.filter(tags=None).count() == 1
    page.goto(reverse("articles:codebook_import"))
    file = {"name": "c.csv", "mimeType": "text/csv", "buffer": b"name,parent\nHail,Rain\n,\n"}
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Import 1 tag").click()
    assert Tag.objects.get(name="Hail").parent.name == "Rain"


def test_nothing_keeps_people_out(page, log_in, editor, tags, tmp_path):
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" + "x" * 40
    above = tags["Water"]
    for number in range(7):
        above = make_tag(f"{long}{number}", parent=above, definition=long * 3)
    make_tag("بحر", parent=tags["Water"], definition="ماء كثير")
    log_in(page, editor)
    Tag.objects.filter(pk=tags["Rain"].pk).update(definition="Changed.")
    addresses = [
        TREE,
        reverse("articles:tag_new"),
        reverse("articles:tag_edit", args=[tags["Rain"].pk]),
        reverse("articles:tag_delete", args=[tags["Nature"].pk]),
        f"{reverse('articles:tags_merge')}?tag={tags['Rain'].pk}&tag={above.pk}",
        reverse("articles:tags_merge"),
        reverse("articles:codebook_import"),
    ]
    for address in addresses:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            examine(page)
    file = {
        "name": "c.csv",
        "mimeType": "text/csv",
        "buffer": f"name,parent,memo,x\nHail,Rain,{long},1\nNo,Where,,\n{long},,{long},\n".encode(),
    }
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("There is no tag “Where”")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    examine(page)
