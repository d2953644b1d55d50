"""The codebook: what a change does to tags, passages and the log, and that undo takes it back."""

from __future__ import annotations

import pytest
from django.urls import resolve

from articles.actions.annotations import annotate, delete, edit, retag
from articles.actions.articles import revise
from articles.actions.codebook import (
    TagChanged,
    change_tag,
    delete_tag,
    fingerprint,
    merge_tags,
    nest_tag,
)
from articles.actions.refusal import Refused
from articles.actions.tags import create_tag, tags_named
from articles.actions.undo import undo
from articles.codebooks.names import RESERVED_SLUGS
from articles.models import Activity, Annotation, Tag
from articles.urls import urlpatterns
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def passages(editor):
    """Three annotations: of water, of water and money, of money."""
    article = make_article(body="Water is dear this year, and so is bread.")
    return [
        annotate(article=article, author=editor, start=at, end=at + 3, tags=tags)
        for at, tags in ((0, ["Water"]), (6, ["Water", "Money"]), (9, ["Money"]))
    ]


def tags_of(annotation: Annotation) -> list[str]:
    return sorted(annotation.tags.values_list("name", flat=True))


def last(verb: str) -> Activity:
    return Activity.objects.filter(verb=verb).order_by("-pk")[0]


def test_new_tags_get_different_colours(editor):
    tags = [create_tag(name=f"Tag {number}", by=editor) for number in range(12)]
    assert len({tag.colour for tag in tags}) == 12


@pytest.mark.parametrize(
    ("first", "second"), [("Water", "WATER"), ("Élan", "éLAN"), ("Été", "E\u0301te\u0301")]
)
def test_names_that_are_alike_are_one_tag(editor, first, second):
    one = create_tag(name=first, by=editor)
    assert tags_named(names=[second, first], by=editor) == [one]
    with pytest.raises(Refused, match="already"):
        create_tag(name=second, by=editor)


@pytest.mark.parametrize("name", sorted(RESERVED_SLUGS))
def test_no_tag_takes_the_address_of_a_page(editor, name):
    assert resolve(f"/tags/{name}/").url_name != "tag"
    assert create_tag(name=name, by=editor).slug == f"{name}-2"


def test_no_page_below_the_codebook_is_forgotten_there():
    pages = {
        str(pattern.pattern).split("/")[1]
        for pattern in urlpatterns
        if str(pattern.pattern).startswith("tags/")
    }
    assert {page for page in pages if page and "<" not in page} == RESERVED_SLUGS


def test_the_tags_of_an_annotation_keep_their_order(editor, passages):
    for names in (["Zinc", "Air", "Water"], ["Air", "Zinc"], ["Money", "Air", "Zinc"]):
        edit(annotation=passages[0], by=editor, version=None, tags=names)
        links = Annotation.tags.through.objects.filter(annotation=passages[0]).order_by("pk")
        assert list(links.values_list("tag__name", flat=True)) == names


def test_what_was_changed_meanwhile_is_told_and_stays(editor, passages):
    water = Tag.objects.get(name="Water")
    seen = fingerprint(water)
    change_tag(tag=water, by=make_user("editor"), definition="What flows.")
    with pytest.raises(TagChanged) as told:
        change_tag(tag=water, by=editor, seen=seen, definition="What is drunk.")
    assert told.value.tag.definition == "What flows."
    with pytest.raises(TagChanged):
        delete_tag(tag=water, by=editor, seen=seen)
    with pytest.raises(TagChanged):
        merge_tags(
            tags=[water], into=Tag.objects.get(name="Money"), by=editor, seen={water.pk: seen}
        )


def test_nothing_changed_is_no_entry(editor, passages):
    water = Tag.objects.get(name="Water")
    assert change_tag(tag=water, by=editor, name="Water", colour=water.colour) is None
    assert nest_tag(tag=water, parent=None, by=editor) is None
    assert merge_tags(tags=[water], into=water, by=editor) is None


def test_what_is_said_about_a_tag_has_bounds(editor, settings):
    settings.CODEBOOK_TEXT_MAX_CHARACTERS = 10
    with pytest.raises(Refused, match="10 characters at most; this has 11"):
        create_tag(name="Water", by=editor, use_when="x" * 11)
    with pytest.raises(Refused, match="colour"):
        create_tag(name="Water", by=editor, colour="pink")
    tag = create_tag(name="Water", by=editor, definition=" a\r\nb\0c ")
    assert tag.definition == "a\nbc"


def test_ten_levels_and_no_more(editor):
    above = None
    for number in range(10):
        above = create_tag(name=f"Level {number}", by=editor, parent=above)
    with pytest.raises(Refused, match="10 levels"):
        create_tag(name="Too deep", by=editor, parent=above)
    tall = create_tag(name="Roof", by=editor)
    with pytest.raises(Refused, match="10 levels"):
        nest_tag(tag=Tag.objects.get(name="Level 0"), parent=tall, by=editor)


def test_a_chain_of_tags_is_merged_into_its_lowest(editor, passages):
    water, money = Tag.objects.get(name="Water"), Tag.objects.get(name="Money")
    bread = create_tag(name="Bread", by=editor, parent=money)
    nest_tag(tag=money, parent=water, by=editor)
    entry = merge_tags(tags=[water, money], into=bread, by=editor)
    assert [tags_of(one) for one in passages] == [["Bread"]] * 3
    assert Tag.objects.get().parent is None
    undo(activity=entry, by=editor)
    assert [tags_of(one) for one in passages] == [["Water"], ["Money", "Water"], ["Money"]]
    assert Tag.objects.get(name="Bread").parent.parent.name == "Water"


def test_a_renamed_tag_has_its_new_name_everywhere(editor, passages):
    change_tag(tag=Tag.objects.get(name="Water"), by=editor, name="Drinking  water")
    tag = Tag.objects.get(name="Drinking water")
    assert (tag.name, tag.slug) == ("Drinking water", "drinking-water")
    assert tags_of(passages[0]) == ["Drinking water"]
    undo(activity=last("change tag"), by=editor)
    assert tags_of(passages[0]) == ["Water"]


def test_a_name_is_one_tags_alone(editor, passages):
    with pytest.raises(Refused, match="Merge"):
        change_tag(tag=Tag.objects.get(name="Water"), by=editor, name="MONEY")
    with pytest.raises(Refused, match="needs a name"):
        change_tag(tag=Tag.objects.get(name="Water"), by=editor, name="  ")


def test_a_tag_cannot_stand_under_itself(editor):
    top, below = create_tag(name="Top", by=editor), create_tag(name="Below", by=editor)
    nest_tag(tag=below, parent=top, by=editor)
    below.refresh_from_db()
    with pytest.raises(Refused, match="under itself"):
        nest_tag(tag=top, parent=below, by=editor)
    undo(activity=last("nest tag"), by=editor)
    assert Tag.objects.get(name="Below").parent is None


def test_merging_moves_passages_and_undo_parts_them_again(editor, passages):
    water, money = Tag.objects.get(name="Water"), Tag.objects.get(name="Money")
    child = create_tag(name="Rain", by=editor, parent=water)
    merge_tags(tags=[water], into=money, by=editor)
    assert [tags_of(one) for one in passages] == [["Money"]] * 3
    child.refresh_from_db()
    assert child.parent == money
    assert not Tag.objects.filter(name="Water").exists()
    undone = undo(activity=last("merge tags"), by=editor)
    assert undone.kept == 0
    assert [tags_of(one) for one in passages] == [["Water"], ["Money", "Water"], ["Money"]]
    child.refresh_from_db()
    assert child.parent == water


def test_deleting_a_tag_lets_passages_stand_and_undo_brings_it_back(editor, passages):
    water = Tag.objects.get(name="Water")
    delete_tag(tag=water, by=editor)
    assert [tags_of(one) for one in passages] == [[], ["Money"], ["Money"]]
    undo(activity=last("delete tag"), by=editor)
    assert Tag.objects.get(name="Water").pk == water.pk
    assert [tags_of(one) for one in passages] == [["Water"], ["Money", "Water"], ["Money"]]


def test_a_name_that_was_taken_meanwhile_is_not_taken_back(editor, passages):
    delete_tag(tag=Tag.objects.get(name="Water"), by=editor)
    create_tag(name="water", by=editor)
    with pytest.raises(Refused, match="another tag “Water”"):
        undo(activity=last("delete tag"), by=editor)


def test_a_made_annotation_is_taken_back_and_comes_again(editor, passages):
    undo(activity=last("annotate"), by=editor)
    assert not Annotation.objects.standing().filter(pk=passages[2].pk).exists()
    undo(activity=last("undo"), by=editor)
    assert Annotation.objects.standing().filter(pk=passages[2].pk).exists()


def test_a_deleted_annotation_comes_back_as_it_was(editor, passages):
    delete(annotations=passages, by=editor)
    assert undo(activity=last("delete"), by=editor).restored == 3
    assert Annotation.objects.standing().count() == 3
    assert tags_of(passages[1]) == ["Money", "Water"]


def test_an_edit_is_undone_once(editor, passages):
    edit(annotation=passages[0], by=editor, version=1, note="Why?", tags=["Bread"])
    undo(activity=last("edit"), by=editor)
    passages[0].refresh_from_db()
    assert (passages[0].note, passages[0].note_html, tags_of(passages[0])) == ("", "", ["Water"])
    with pytest.raises(Refused, match="already"):
        undo(activity=last("edit"), by=editor)


def test_what_another_changed_since_stays(editor, passages):
    money = Tag.objects.get(name="Money")
    retag(annotations=passages, by=editor, remove=[money])
    other = make_user("editor")
    edit(annotation=passages[1], by=other, version=None, note="Mine now.", tags=["Money"])
    undone = undo(activity=last("retag"), by=editor)
    assert (undone.restored, undone.kept) == (1, 1)
    assert (tags_of(passages[1]), tags_of(passages[2])) == (["Money"], ["Money"])
    assert Annotation.objects.get(pk=passages[1].pk).note == "Mine now."


def test_an_undone_edit_finds_its_passage_in_a_changed_text(editor, passages):
    """The article got a sentence in front between the edit and its undoing."""
    edit(annotation=passages[0], by=editor, version=1, note="Why?")
    article = passages[0].article
    revise(article=article, body=f"A note. {article.body}", by=editor, reason="")
    article.refresh_from_db()
    undo(activity=last("edit"), by=editor)
    row = Annotation.objects.get(pk=passages[0].pk)
    assert article.text[row.start : row.end] == row.quote == "Wat"


def test_a_used_tag_is_not_unmade(editor, passages):
    with pytest.raises(Refused, match="in use"):
        undo(activity=Activity.objects.filter(verb="make tag")[0], by=editor)
