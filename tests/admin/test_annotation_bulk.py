from __future__ import annotations

import pytest

from articles.actions.undo import undo
from articles.admin import annotation_bulk
from articles.models import Activity, Annotation
from tests.admin.posting import act, messages_of
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db
LIST = "admin:articles_annotation_changelist"


@pytest.fixture
def article():
    return make_article(body="The ferry left at noon.\nIt came back.")


def test_many_are_tagged_untagged_and_deleted(at_desk, annotator, article, editor):
    tag = make_tag("Time")
    rows = [make_annotation(article=article, author=annotator, quote="noon") for _ in range(3)]
    page = act(at_desk, LIST, "put_tags", rows[:2])
    assert "2 annotations" in page.content.decode()
    done = act(at_desk, LIST, "put_tags", rows[:2], apply="1", tags=[tag.pk])
    assert messages_of(done)[0].startswith("2 annotations tagged.")
    assert {row.pk for row in Annotation.objects.filter(tags=tag)} == {rows[0].pk, rows[1].pk}
    done = act(at_desk, LIST, "take_tags", rows, apply="1", tags=[tag.pk])
    assert messages_of(done)[0].startswith("2 annotations untagged.")
    assert not Annotation.objects.filter(tags=tag).exists()
    assert (
        "That changes none"
        in messages_of(act(at_desk, LIST, "take_tags", rows, apply="1", tags=[tag.pk]))[0]
    )
    assert "3 annotations" in act(at_desk, LIST, "delete_selected", rows).content.decode()
    assert Annotation.objects.standing().count() == 3
    done = act(at_desk, LIST, "delete_selected", rows, apply="1")
    assert messages_of(done)[0].startswith("3 annotations deleted.")
    assert not Annotation.objects.standing().exists()
    undo(activity=Activity.objects.latest("pk"), by=editor)
    assert Annotation.objects.standing().count() == 3


def test_bulk_actions_have_a_bound(at_desk, annotator, article, monkeypatch):
    monkeypatch.setattr(annotation_bulk, "AT_ONCE", 2)
    rows = [make_annotation(article=article, author=annotator, quote="noon") for _ in range(3)]
    done = act(at_desk, LIST, "delete_selected", rows, apply="1")
    assert messages_of(done) == ["Choose up to 2 at a time."]
    assert Annotation.objects.standing().count() == 3
