"""What looks for damage after a kill finds each kind of it."""

from __future__ import annotations

import uuid

import pytest

from articles.actions.annotations import annotate
from articles.models import Activity, Annotation
from articles.search import ANNOTATIONS, backend
from scripts.acknowledged import halves, losses
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved():
    """An annotation, and what was acknowledged of it."""
    uid = uuid.uuid4()
    row = annotate(
        article=make_article(),
        author=make_user("annotator"),
        start=4,
        end=9,
        tags=["Zebra", "Delay"],
        note="Late.",
        uid=uid,
    )
    return row, {str(uid): ("Late.", ("Zebra", "Delay"))}


def test_what_is_whole_is_no_fault(saved):
    _, expected = saved
    assert (losses(expected), halves()) == ([], [])


def test_what_is_gone_is_lost(saved):
    row, expected = saved
    Annotation.objects.filter(pk=row.pk).delete()
    assert losses(expected) == [f"lost: {row.uid}"]
    assert f"logged and not there: {row.pk}" in halves()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda row: row.tags.remove(row.tags.first()), "tags not as the log says"),
        (lambda row: Activity.objects.filter(verb="annotate").delete(), "logged 0 times"),
        (lambda row: Annotation.objects.update(note="Early."), "not as the log says"),
        (lambda row: Annotation.objects.update(start=5), "not where its passage is"),
        (lambda row: Annotation.objects.update(text_digest="0"), "not where its passage is"),
        (lambda row: backend(table=ANNOTATIONS).remove([row.pk]), "articles_annotation_search"),
        (lambda row: backend().remove([row.article.docid]), "articles_search"),
    ],
)
def test_what_is_there_in_part_is_found(saved, damage, words):
    row, _ = saved
    damage(row)
    assert any(words in fault for fault in halves())


def test_another_note_or_tag_than_acknowledged_is_a_loss(saved):
    row, expected = saved
    row.tags.remove(row.tags.first())
    assert [fault.partition(":")[0] for fault in losses(expected)] == ["other than acknowledged"]
