"""Several change the codebook at once: it stays a forest, and no passage loses its tag."""

from __future__ import annotations

import pytest

from articles.actions.annotations import annotate
from articles.actions.codebook import delete_tag, merge_tags, nest_tag
from articles.actions.refusal import Refused
from articles.actions.tags import create_tag
from articles.actions.undo import undo
from articles.codebooks.tree import depth
from articles.models import Activity, Annotation, Tag
from tests.actions.test_again import all_at_once
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def is_a_forest() -> bool:
    return depth(dict(Tag.objects.values_list("pk", "parent_id"))) > 0


def refusals(results: list) -> list[str]:
    """Why some were refused; anything else that went wrong fails the test."""
    wrong = [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert wrong == []
    return [str(one) for one in results if isinstance(one, Refused)]


def test_two_that_nest_each_others_tag_make_no_circle(editor):
    tags = [make_tag("A"), make_tag("B"), make_tag("C")]
    results = all_at_once(
        [
            lambda tag=tag, parent=parent: nest_tag(tag=tag, parent=parent, by=editor)
            for tag, parent in zip(tags, tags[1:] + tags[:1], strict=True)
        ]
    )
    assert refusals(results) == ["A tag cannot stand under itself."]
    assert is_a_forest()


def test_one_tag_is_made_however_many_make_it(editor):
    results = all_at_once([lambda: create_tag(name="Water", by=editor)] * 4)
    assert Tag.objects.get(name="Water") in results
    assert refusals(results) == ["There is a tag “Water” already."] * 3


def test_what_is_annotated_while_its_tag_is_merged_has_the_tag_that_stays(editor):
    article, annotator = make_article(), make_user("annotator")
    water, wasser = make_tag("Water"), make_tag("Wasser")
    actions = [
        lambda: annotate(article=article, author=annotator, start=0, end=3, tags=["Wasser"])
    ] * 3
    results = all_at_once([*actions, lambda: merge_tags(tags=[wasser], into=water, by=editor)])
    assert refusals(results) == []
    # Who came after the merge has made the tag anew.
    names = {tuple(row.tags.values_list("name", flat=True)) for row in Annotation.objects.all()}
    assert names <= {("Water",), ("Wasser",)}
    undo(activity=Activity.objects.get(verb="merge tags"), by=editor) if names == {
        ("Water",)
    } else None
    assert Annotation.objects.filter(tags=None).count() == 0


def test_a_tag_that_is_deleted_leaves_none_below_it_behind(editor):
    above = make_tag("Nature")
    results = all_at_once(
        [
            lambda: create_tag(name="Water", by=editor, parent=above),
            lambda: nest_tag(tag=Tag.objects.get(name="Nature"), parent=None, by=editor),
            lambda: delete_tag(tag=above, by=editor),
        ]
    )
    wrong = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, (Refused, Tag.DoesNotExist)) for one in wrong)
    assert not Tag.objects.filter(name="Nature").exists()
    assert list(Tag.objects.values_list("name", "parent")) in ([("Water", None)], [])


def test_one_of_two_undoes(editor):
    make_tag("Water")
    entry = delete_tag(tag=Tag.objects.get(), by=editor)
    results = all_at_once([lambda: undo(activity=entry, by=editor)] * 2)
    assert refusals(results) == ["This has been undone already."]
    assert Tag.objects.get().name == "Water"
