"""Whatever is done to the codebook, it stays a forest, and undoing it all gives the start back."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, note, settings
from hypothesis import strategies as st

from articles.actions.annotations import annotate, edit
from articles.actions.codebook import change_tag, delete_tag, merge_tags, nest_tag
from articles.actions.refusal import Refused
from articles.actions.tags import create_tag
from articles.actions.undo import undo
from articles.codebooks.tree import DEEPEST, depth
from articles.models import Activity, Annotation, Tag
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db

NAMES = ("air", "bread", "coal", "dew", "Élan", "fog")
places = st.integers(0, 30)  # which of the tags there are, counted around
steps = st.one_of(
    st.tuples(st.just("make"), st.sampled_from(NAMES), st.none() | places),
    st.tuples(st.just("rename"), places, st.sampled_from(NAMES)),
    st.tuples(st.just("nest"), places, st.none() | places),
    st.tuples(st.just("merge"), st.lists(places, min_size=1, max_size=3), places),
    st.tuples(st.just("delete"), places),
    st.tuples(st.just("undo"), places),
)


def take(step, by) -> Activity | None:
    """Do one step; one that cannot be done changes nothing."""
    tags = list(Tag.objects.order_by("pk"))

    def tag(place: int | None) -> Tag | None:
        return tags[place % len(tags)] if place is not None and tags else None

    kind, *rest = step
    if kind == "make":
        made = create_tag(name=rest[0], by=by, parent=tag(rest[1]))
        return Activity.objects.get(verb="make tag", object_id=made.pk, undoes=None)
    if kind == "undo":
        entries = list(Activity.objects.filter(undone_by=None).order_by("pk"))
        return undo(activity=entries[rest[0] % len(entries)], by=by).activity if entries else None
    if not tags:
        return None
    if kind == "rename":
        return change_tag(tag=tag(rest[0]), by=by, name=rest[1])
    if kind == "nest":
        return nest_tag(tag=tag(rest[0]), parent=tag(rest[1]), by=by)
    if kind == "merge":
        return merge_tags(tags=[tag(one) for one in rest[0]], into=tag(rest[1]), by=by)
    return delete_tag(tag=tag(rest[0]), by=by)


def everything():
    links = Annotation.tags.through.objects.order_by("annotation_id", "pk")
    return list(Tag.objects.order_by("pk").values()), list(
        links.values_list("pk", "annotation_id", "tag_id")
    )


def is_a_forest() -> bool:
    return depth(dict(Tag.objects.values_list("pk", "parent_id"))) <= DEEPEST


def holds(entry: Activity) -> bool:
    """Whether an action stands: it was not undone, or its undoing was."""
    undoing = Activity.objects.filter(undoes=entry).first()
    return undoing is None or not holds(undoing)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(steps=[("delete", 21), ("delete", 21), ("delete", 21), ("undo", 21)], links=[])
@example(
    steps=[("merge", [0], 1), ("make", "air", None), ("undo", 0), ("nest", 22, 0), ("undo", 1)],
    links=[],
)
@example(
    steps=[("merge", [0], 1), ("make", "air", None), ("undo", 0), ("nest", 1, None), ("undo", 1)],
    links=[],
)
@given(steps=st.lists(steps, max_size=12), links=st.lists(st.sets(places, max_size=3), max_size=4))
def test_undoing_everything_backwards_gives_back_the_start(editor, steps, links):
    with transaction.atomic():
        article = make_article()
        tags = [create_tag(name=name, by=editor) for name in ("one", "two", "three", "four")]
        nest_tag(tag=tags[1], parent=tags[0], by=editor)
        nest_tag(tag=tags[2], parent=tags[1], by=editor)
        for on in links:
            chosen = list(dict.fromkeys(tags[place % 4] for place in on))
            make_annotation(article=article, author=editor, tags=chosen)
        begun = everything()
        note(f"{steps=} {links=}")
        Activity.objects.all().delete()

        entries = []
        for step in steps:
            try:
                with transaction.atomic():
                    entry = take(step, editor)
            except Refused:
                continue
            entries += [entry] if entry else []
            assert is_a_forest()
        for entry in reversed(entries):
            if holds(entry):
                undo(activity=entry, by=editor)
                assert is_a_forest()
        assert everything() == begun
        transaction.set_rollback(True)


@pytest.fixture
def three(editor):
    """Tags Water, Money and Bread, and an annotation with the first two."""
    article = make_article(body="Water is dear this year.")
    row = annotate(article=article, author=editor, start=0, end=5, tags=["Water", "Money"])
    create_tag(name="Bread", by=editor)
    return row


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def tags_of(row: Annotation) -> list[str]:
    links = Annotation.tags.through.objects.filter(annotation=row).order_by("pk")
    return list(links.values_list("tag__name", flat=True))


def test_a_merged_tag_keeps_its_place_and_gets_it_back(editor, three):
    entry = merge_tags(tags=[tag("Water")], into=tag("Bread"), by=editor)
    assert tags_of(three) == ["Bread", "Money"]
    undo(activity=entry, by=editor)
    assert tags_of(three) == ["Water", "Money"]


def test_merging_is_undone_though_the_annotation_was_edited_since(editor, three):
    entry = merge_tags(tags=[tag("Water")], into=tag("Bread"), by=editor)
    edit(annotation=three, by=editor, version=None, tags=["Bread", "Money", "Salt"], note="Why?")
    undo(activity=entry, by=editor)
    assert sorted(tags_of(three)) == ["Money", "Salt", "Water"]


def test_a_tag_that_was_taken_off_after_the_merge_does_not_come_back(editor, three):
    entry = merge_tags(tags=[tag("Water")], into=tag("Bread"), by=editor)
    edit(annotation=three, by=editor, version=None, tags=["Money"])
    undo(activity=entry, by=editor)
    assert tags_of(three) == ["Money"]
    assert Tag.objects.filter(name="Water").exists()


def test_undoing_an_edit_from_before_a_merge_leaves_the_merged_tag(editor, three):
    edit(annotation=three, by=editor, version=None, note="Why?")
    entry = Activity.objects.get(verb="edit")
    merge_tags(tags=[tag("Water")], into=tag("Bread"), by=editor)
    undo(activity=entry, by=editor)
    assert tags_of(three) == ["Bread", "Money"]


def test_merging_into_a_tag_that_is_gone_is_undone_last_things_first(editor, three):
    first = merge_tags(tags=[tag("Water")], into=tag("Money"), by=editor)
    second = merge_tags(tags=[tag("Money")], into=tag("Bread"), by=editor)
    with pytest.raises(Refused, match="“Money” has been deleted or merged since"):
        undo(activity=first, by=editor)
    undo(activity=second, by=editor)
    undo(activity=first, by=editor)
    assert tags_of(three) == ["Water", "Money"]


def test_undoing_one_persons_renaming_leaves_anothers_colour(editor, three):
    entry = change_tag(tag=tag("Water"), by=editor, name="Wasser")
    change_tag(tag=tag("Wasser"), by=make_user("editor"), colour="plum")
    undo(activity=entry, by=editor)
    assert (tag("Water").colour, tag("Water").slug) == ("plum", "water")


def test_a_name_that_was_taken_since_is_not_taken_back(editor, three):
    entry = change_tag(tag=tag("Water"), by=editor, name="Wasser")
    create_tag(name="WATER", by=editor)
    with pytest.raises(Refused, match="another tag “Water”"):
        undo(activity=entry, by=editor)


def test_an_address_that_was_taken_since_is_given_another(editor, three):
    entry = delete_tag(tag=tag("Water"), by=editor)
    create_tag(name="Water!", by=editor)
    undo(activity=entry, by=editor)
    assert tag("Water").slug == "water-2"


def test_undoing_makes_no_circle(editor, three):
    nest_tag(tag=tag("Water"), parent=tag("Money"), by=editor)
    entry = nest_tag(tag=tag("Water"), parent=None, by=editor)
    nest_tag(tag=tag("Money"), parent=tag("Water"), by=editor)
    with pytest.raises(Refused, match="under itself"):
        undo(activity=entry, by=editor)


def test_a_tag_does_not_go_back_under_one_that_is_gone(editor, three):
    nest_tag(tag=tag("Water"), parent=tag("Money"), by=editor)
    entry = nest_tag(tag=tag("Water"), parent=None, by=editor)
    delete_tag(tag=tag("Money"), by=editor)
    with pytest.raises(Refused, match="changed since"):
        undo(activity=entry, by=editor)


def test_a_tag_whose_parent_is_gone_comes_back_at_the_top(editor, three):
    nest_tag(tag=tag("Water"), parent=tag("Money"), by=editor)
    entry = delete_tag(tag=tag("Water"), by=editor)
    delete_tag(tag=tag("Money"), by=editor)
    undo(activity=entry, by=editor)
    assert tag("Water").parent is None


def test_a_tag_with_others_below_it_is_not_unmade(editor, three):
    entry = Activity.objects.get(verb="make tag", label="Bread")
    nest_tag(tag=tag("Water"), parent=tag("Bread"), by=editor)
    with pytest.raises(Refused, match="Other tags stand under"):
        undo(activity=entry, by=editor)


def test_a_tag_made_with_an_annotation_goes_after_it(editor):
    article = make_article()
    annotate(article=article, author=editor, start=0, end=3, tags=["Sudden"])
    undo(activity=Activity.objects.get(verb="annotate"), by=editor)
    undo(activity=Activity.objects.get(verb="make tag"), by=editor)
    assert not Tag.objects.exists()
    for entry in Activity.objects.filter(verb="undo").order_by("-pk"):
        undo(activity=entry, by=editor)
    assert tags_of(Annotation.objects.standing().get()) == ["Sudden"]


def test_deleting_can_be_done_again(editor, three):
    entry = undo(activity=delete_tag(tag=tag("Water"), by=editor), by=editor).activity
    undo(activity=entry, by=editor)
    assert tags_of(three) == ["Money"]
    assert not Tag.objects.filter(name="Water").exists()


def test_what_holds_again_is_undone_again(editor, three):
    entry = delete_tag(tag=tag("Water"), by=editor)
    undo(activity=undo(activity=entry, by=editor).activity, by=editor)
    undo(activity=entry, by=editor)
    assert tags_of(three) == ["Water", "Money"]
    with pytest.raises(Refused, match="undone already"):
        undo(activity=entry, by=editor)


def test_what_got_the_tag_since_keeps_it_from_being_deleted_again(editor, three):
    entry = undo(activity=delete_tag(tag=tag("Water"), by=editor), by=editor).activity
    make_annotation(article=three.article, author=editor, tags=[tag("Water")])
    with pytest.raises(Refused, match="in use"):
        undo(activity=entry, by=editor)


def test_the_codebooks_entries_are_told_from_those_of_annotations(editor, three):
    make_tag("Alone")
    assert delete_tag(tag=tag("Alone"), by=editor).object_type == "tag"
    assert Activity.objects.get(verb="annotate").object_type == "annotation"
