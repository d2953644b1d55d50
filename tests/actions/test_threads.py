"""Undoing keeps replies as visible as what they answer, and hides nothing that others wrote."""

from __future__ import annotations

import pytest

from articles.actions.annotations import annotate, delete, edit, reply
from articles.actions.refusal import Refused
from articles.actions.undo import undo
from articles.models import Activity, Annotation
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def say(author, **values) -> Annotation:
    return annotate(article=make_article(), author=author, start=0, end=3, **values)


def latest(verb: str) -> Activity:
    return Activity.objects.filter(verb=verb).latest("pk")


def visibilities() -> list[str]:
    return list(Annotation.objects.order_by("pk").values_list("visibility", flat=True))


def test_what_was_shared_by_mistake_is_private_again_with_the_replies(annotator):
    row = say(annotator, visibility="private")
    reply(to=row, author=annotator, note="For me")
    edit(annotation=row, by=annotator, version=1, visibility="shared")
    assert visibilities() == ["shared", "shared"]
    undo(activity=latest("edit"), by=annotator)
    assert visibilities() == ["private", "private"]
    undo(activity=latest("undo"), by=annotator)
    assert visibilities() == ["shared", "shared"]


def test_what_others_have_replied_to_stays_shared(annotator, colleague):
    row = say(annotator, visibility="private")
    edit(annotation=row, by=annotator, version=1, visibility="shared")
    reply(to=row, author=colleague, note="Indeed")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=latest("edit"), by=annotator)
    assert visibilities() == ["shared", "shared"]


def test_a_reply_does_not_come_back_to_what_its_author_does_not_see(annotator, colleague):
    row = say(annotator)
    answer = reply(to=row, author=colleague, note="Indeed")
    delete(annotations=[answer], by=colleague)
    gone = latest("delete")
    edit(annotation=row, by=annotator, version=1, visibility="private")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=gone, by=colleague)
    edit(annotation=row, by=annotator, version=2, visibility="shared")
    undo(activity=gone, by=colleague)
    answer.refresh_from_db()
    assert (answer.deleted_at, answer.visibility) == (None, "shared")


def test_a_reply_does_not_come_back_to_what_is_deleted(annotator, colleague):
    row = say(annotator)
    answer = reply(to=row, author=colleague, note="Indeed")
    delete(annotations=[answer], by=colleague)
    gone = latest("delete")
    delete(annotations=[row], by=annotator)
    with pytest.raises(Refused, match="changed since"):
        undo(activity=gone, by=colleague)


def test_an_own_reply_comes_back_as_visible_as_what_it_answers(annotator):
    row = say(annotator)
    answer = reply(to=row, author=annotator, note="Also")
    delete(annotations=[answer], by=annotator)
    gone = latest("delete")
    edit(annotation=row, by=annotator, version=1, visibility="private")
    undo(activity=gone, by=annotator)
    answer.refresh_from_db()
    assert (answer.deleted_at, answer.visibility) == (None, "private")


def test_a_thread_that_was_deleted_comes_back_whole(annotator, colleague):
    row = say(annotator)
    reply(to=row, author=colleague, note="Indeed")
    delete(annotations=[row], by=annotator)
    assert undo(activity=latest("delete"), by=annotator).restored == 2
    assert Annotation.objects.standing().count() == 2


def test_nobody_changes_a_reply_that_is_private_by_now(annotator, editor):
    row = say(annotator)
    answer = reply(to=row, author=annotator, note="Mine")
    edit(annotation=answer, by=editor, version=1, note="Theirs")
    corrected = latest("edit")
    edit(annotation=row, by=annotator, version=1, visibility="private")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=corrected, by=editor)
    answer.refresh_from_db()
    assert answer.note == "Theirs"


def test_what_was_answered_since_is_not_undone_under_the_answer(annotator, colleague):
    row = say(annotator)
    made = latest("annotate")
    answer = reply(to=row, author=colleague, note="Indeed")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=made, by=annotator)
    assert Annotation.objects.standing().count() == 2
    delete(annotations=[answer], by=colleague)
    undo(activity=made, by=annotator)
    assert not Annotation.objects.standing().exists()


def test_what_was_answered_since_it_came_back_is_not_deleted_again(annotator, colleague):
    row = say(annotator)
    reply(to=row, author=colleague, note="Indeed")
    delete(annotations=[row], by=annotator)
    undo(activity=latest("delete"), by=annotator)
    back = latest("undo")
    reply(to=row, author=colleague, note="Still")
    undo(activity=latest("reply"), by=colleague)
    undo(activity=back, by=annotator)
    assert not Annotation.objects.standing().exists()
    undo(activity=latest("undo"), by=annotator)
    undo(activity=Activity.objects.filter(actor=colleague, verb="undo").latest("pk"), by=colleague)
    last = Activity.objects.filter(actor=annotator, verb="undo").latest("pk")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=last, by=annotator)
    assert Annotation.objects.standing().count() == 3


def test_deleting_holds_again_unless_there_is_a_new_reply(annotator, colleague):
    row = say(annotator)
    reply(to=row, author=colleague, note="Indeed")
    delete(annotations=[row], by=annotator)
    undo(activity=latest("delete"), by=annotator)
    undo(activity=latest("undo"), by=annotator)
    assert not Annotation.objects.standing().exists()
    undo(activity=latest("undo"), by=annotator)
    reply(to=row, author=annotator, note="Now this")
    with pytest.raises(Refused, match="changed since"):
        undo(activity=latest("undo"), by=annotator)
    assert Annotation.objects.standing().count() == 3
