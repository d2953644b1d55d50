"""Taking back what was done to annotations, in any order, each part of them by itself."""

from __future__ import annotations

import pytest

from articles.actions import anchor_review as review
from articles.actions.annotations import annotate, delete, edit
from articles.actions.articles import revise
from articles.actions.refusal import Refused
from articles.actions.undo import undo
from articles.models import Activity, Annotation
from tests.factories import make_article

pytestmark = pytest.mark.django_db

TEXT = "The ferry left the harbour at noon.\nNobody was hurt. The ferry came back."


@pytest.fixture
def article():
    return make_article(body=TEXT)


@pytest.fixture
def made(article, annotator) -> Annotation:
    return annotate(article=article, author=annotator, start=4, end=9, tags=["Boats"], note="One")


def fresh(row: Annotation) -> Annotation:
    return Annotation.objects.get(pk=row.pk)


def entry(verb: str) -> Activity:
    return Activity.objects.filter(verb=verb).latest("pk")


def last_first(by) -> None:
    """What Ctrl-Z does, pressed until nothing is left."""
    while (latest := Activity.objects.undoable_by(by).first()) is not None:
        undo(activity=latest, by=by)


def names(row: Annotation) -> list[str]:
    return sorted(row.tags.values_list("name", flat=True))


def test_all_that_was_done_to_one_is_taken_back_last_things_first(article, made, annotator):
    edit(annotation=made, by=annotator, version=None, note="Two", tags=["Boats", "Tides"])
    edit(annotation=made, by=annotator, version=None, start=19, end=26, visibility="private")
    delete(annotations=[made], by=annotator)
    undo(activity=entry("delete"), by=annotator)
    assert (fresh(made).quote, fresh(made).visibility) == ("harbour", "private")
    undo(activity=entry("edit"), by=annotator)
    assert (fresh(made).quote, fresh(made).note, names(made)) == (
        "ferry",
        "Two",
        ["Boats", "Tides"],
    )
    undo(activity=Activity.objects.filter(verb="edit").earliest("pk"), by=annotator)
    assert (fresh(made).note, names(made), fresh(made).deleted_at) == ("One", ["Boats"], None)
    last_first(annotator)
    assert fresh(made).deleted_at is not None


def test_what_another_did_to_another_part_stays(made, annotator, editor):
    edit(annotation=made, by=annotator, version=None, note="Two")
    edit(annotation=made, by=editor, version=None, tags=["Boats", "Tides"])
    undo(activity=Activity.objects.get(verb="edit", actor=annotator), by=annotator)
    assert (fresh(made).note, names(made)) == ("One", ["Boats", "Tides"])
    undoing = entry("undo")
    edit(annotation=made, by=annotator, version=None, visibility="private")
    undo(activity=undoing, by=annotator)
    assert (fresh(made).note, fresh(made).visibility) == ("Two", "private")


def test_what_its_author_keeps_private_by_now_stays(made, annotator, editor):
    edit(annotation=made, by=editor, version=None, note="Two")
    edit(annotation=made, by=annotator, version=None, visibility="private")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=Activity.objects.get(verb="edit", actor=editor), by=editor)
    assert fresh(made).note == "Two"


def test_the_same_part_changed_since_stays(made, annotator, editor):
    edit(annotation=made, by=annotator, version=None, note="Two")
    edit(annotation=made, by=editor, version=None, note="Three")
    for verb, actor in (("edit", annotator), ("annotate", annotator)):
        with pytest.raises(Refused, match="changed since"):
            undo(activity=Activity.objects.get(verb=verb, actor=actor), by=annotator)
    assert fresh(made).note == "Three"


def test_what_was_deleted_since_is_brought_back_first(made, annotator):
    edit(annotation=made, by=annotator, version=None, note="Two")
    delete(annotations=[made], by=annotator)
    with pytest.raises(Refused, match="changed since"):
        undo(activity=entry("edit"), by=annotator)


def test_deleting_is_undone_though_the_text_has_moved_the_passage(article, made, annotator):
    long = annotate(article=article, author=annotator, start=0, end=34)
    delete(annotations=[long], by=annotator)
    revise(article=article, body=TEXT.replace("at noon", "at nine"), by=annotator, reason="")
    undo(activity=entry("delete"), by=annotator)
    row = fresh(long)
    assert (row.state, row.deleted_at) == ("moved", None)
    assert row.quote == "The ferry left the harbour at nine"


def test_decisions_about_a_lost_passage_are_undone_last_things_first(article, annotator):
    lost = annotate(article=article, author=annotator, start=36, end=52)
    revise(article=article, body=TEXT.replace("Nobody was hurt. ", ""), by=annotator, reason="")
    opened = fresh(lost).changed_in
    review.leave(annotation=lost, by=annotator, version=fresh(lost).version)
    review.place(annotation=lost, by=annotator, version=fresh(lost).version, start=4, end=9)
    undo(activity=entry("place passage"), by=annotator)
    assert (fresh(lost).state, fresh(lost).changed_in) == ("lost", None)
    undo(activity=entry("leave lost"), by=annotator)
    assert (fresh(lost).state, fresh(lost).changed_in) == ("lost", opened)
