"""Annotating: what is kept of a passage, what is refused, and what the log says of it."""

from __future__ import annotations

import uuid

import pytest

from articles.actions.annotations import annotate, delete, edit, make, reply, retag
from articles.actions.refusal import Refused, Stale
from articles.models import Activity, Annotation, Tag
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotator():
    return make_user("annotator")


@pytest.fixture
def article():
    return make_article(body="The 🚢 ferry left at noon.\nIt came back.")


def passage(article, quote: str) -> dict[str, int]:
    start = article.text.index(quote)
    return {"start": start, "end": start + len(quote)}


def test_a_passage_is_kept_as_position_and_quote(article, annotator):
    made = annotate(
        article=article, author=annotator, **passage(article, "ferry left"), tags=["Delay"]
    )
    assert (made.start, made.end, made.quote) == (6, 16, "ferry left")
    assert (made.prefix, made.suffix) == ("The 🚢 ", " at noon.\nIt came back.")
    assert made.text_digest == article.text_digest
    assert [tag.name for tag in made.tags.all()] == ["Delay"]


def test_a_whole_article_can_be_annotated(article, annotator):
    made = annotate(article=article, author=annotator, start=None, end=None, note="Read *this*.")
    assert (made.start, made.end, made.quote) == (None, None, "")
    assert "<em>this</em>" in made.note_html


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000), (None, 4), (4, None)]
)
def test_a_passage_outside_of_the_text_is_refused(article, annotator, start, end):
    with pytest.raises(Refused, match="does not lie within"):
        annotate(article=article, author=annotator, start=start, end=end)
    assert not Activity.objects.exists()


def test_an_existing_tag_is_used_whatever_its_case(article, annotator):
    tag = make_tag("Delay")
    made = annotate(
        article=article, author=annotator, start=0, end=3, tags=["delay", "DELAY ", "New one"]
    )
    assert list(made.tags.order_by("pk")) == [tag, Tag.objects.get(name="New one")]


def test_a_retired_tag_is_not_given_any_more(article, annotator):
    make_tag("Delay", retired=True)
    with pytest.raises(Refused, match="retired"):
        annotate(article=article, author=annotator, start=0, end=3, tags=["Delay"])


def test_the_same_request_twice_makes_one(article, annotator):
    uid = uuid.uuid4()
    first = annotate(article=article, author=annotator, start=0, end=3, uid=uid)
    assert annotate(article=article, author=annotator, start=0, end=3, uid=uid) == first
    assert Annotation.objects.count() == 1


def test_what_was_made_comes_with_its_tags_and_its_entry_of_the_log(article, annotator):
    asked = {"start": 0, "end": 3, "note": "", "visibility": "shared", "uid": uuid.uuid4()}
    made = make(article=article, author=annotator, tags=["Late", "Delay"], **asked)
    assert [tag.name for tag in made.tags] == ["Late", "Delay"]
    assert made.activity == Activity.objects.get(verb="annotate")
    state = made.activity.after[f"annotation:{made.annotation.pk}"]
    assert state["tags"] == [tag.pk for tag in made.tags]
    again = make(article=article, author=annotator, tags=["Other"], **asked)
    assert (again.annotation, again.activity) == (made.annotation, None)


def test_anothers_uid_is_refused(article, annotator):
    uid = uuid.uuid4()
    annotate(article=article, author=make_user("annotator"), start=0, end=3, uid=uid)
    with pytest.raises(Refused, match="already"):
        annotate(article=article, author=annotator, start=0, end=3, uid=uid)


def test_the_same_request_for_another_article_is_refused(article, annotator):
    uid = uuid.uuid4()
    annotate(article=article, author=annotator, start=0, end=3, uid=uid)
    with pytest.raises(Refused, match="another article"):
        annotate(article=make_article(), author=annotator, start=0, end=3, uid=uid)


def test_bounds_are_said(article, annotator, settings):
    settings.NOTE_MAX_CHARACTERS = 10
    settings.ANNOTATION_MAX_TAGS = 1
    with pytest.raises(Refused, match="10 characters"):
        annotate(article=article, author=annotator, start=0, end=3, note="x" * 11)
    with pytest.raises(Refused, match="1 tags"):
        annotate(article=article, author=annotator, start=0, end=3, tags=["a", "b"])
    with pytest.raises(Refused, match="shared or private"):
        annotate(article=article, author=annotator, start=0, end=3, visibility="secret")


def test_editing_counts_versions_and_tells_the_second(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    edit(annotation=made, by=annotator, version=1, note="First.", tags=["A"])
    with pytest.raises(Stale) as stale:
        edit(annotation=made, by=annotator, version=1, note="Second.")
    assert stale.value.annotation.note == "First."
    made.refresh_from_db()
    assert (made.note, made.version) == ("First.", 2)


def test_what_changes_nothing_is_no_edit_that_stands_before_what_can_be_undone(article, annotator):
    row = annotate(
        article=article, author=annotator, start=0, end=3, tags=["B", "A"], note="n\r\nm"
    )
    same = {"tags": ["b", "A"], "note": "n\nm", "visibility": "shared", "start": 0, "end": 3}
    assert edit(annotation=row, by=annotator, version=1, **same).version == 1
    assert Activity.objects.undoable_by(annotator).first().verb == "annotate"
    assert edit(annotation=row, by=annotator, version=1, tags=["A", "B"]).version == 2


def test_moving_an_edge_takes_the_new_quote(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    edit(annotation=made, by=annotator, version=1, **passage(article, "ferry"))
    made.refresh_from_db()
    assert made.quote == "ferry"


def test_an_answered_annotation_stays_shared(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    reply(to=made, author=make_user("annotator"), note="Are you sure?")
    with pytest.raises(Refused, match="replied"):
        edit(annotation=made, by=annotator, version=None, visibility="private")


def test_a_reply_to_a_reply_answers_the_first(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    answer = reply(to=reply(to=made, author=annotator, note="One"), author=annotator, note="Two")
    assert answer.reply_to == made
    with pytest.raises(Refused, match="words"):
        reply(to=made, author=annotator, note="  ")


def test_deleting_takes_replies_along_and_keeps_the_rows(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    reply(to=made, author=annotator, note="Yes")
    entry = delete(annotations=[made], by=annotator)
    assert entry == Activity.objects.get(verb="delete")
    assert entry.label == made.quote
    assert delete(annotations=[made], by=annotator) is None
    assert not Annotation.objects.visible_to(annotator).exists()
    assert Annotation.objects.count() == 2
    with pytest.raises(Refused, match="deleted meanwhile"):
        edit(annotation=made, by=annotator, version=None, note="Late.")


def test_the_log_says_what_many_were(article, annotator):
    rows = [annotate(article=article, author=annotator, start=at, end=at + 2) for at in (0, 4)]
    assert delete(annotations=rows, by=annotator).label == "2 annotations"


def test_retagging_many_is_one_entry_of_the_log(article, annotator):
    old, new = make_tag("Old"), make_tag("New")
    rows = [
        annotate(article=article, author=annotator, start=at, end=at + 2, tags=["Old"])
        for at in (0, 4, 8)
    ]
    entry = retag(annotations=rows, by=annotator, add=[new], remove=[old])
    assert retag(annotations=rows, by=annotator, add=[new]) is None
    assert entry == Activity.objects.get(verb="retag")
    assert len(entry.before) == 3
    assert entry.before[f"annotation:{rows[0].pk}"]["tags"] == [old.pk]
    assert entry.after[f"annotation:{rows[0].pk}"]["tags"] == [new.pk]


def test_the_log_has_the_states_before_and_after(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    edit(annotation=made, by=annotator, version=1, note="Words.")
    made_entry, edit_entry = Activity.objects.order_by("pk")
    key = f"annotation:{made.pk}"
    assert made_entry.before == {key: None}
    assert (edit_entry.before[key]["note"], edit_entry.after[key]["note"]) == ("", "Words.")
    assert edit_entry.actor == annotator


def test_private_annotations_are_their_authors_alone(article, annotator):
    annotate(article=article, author=annotator, start=0, end=3, visibility="private")
    assert Annotation.objects.visible_to(annotator).count() == 1
    assert not Annotation.objects.visible_to(make_user("admin")).exists()
    assert not Annotation.objects.visible_to(None).exists()


def test_nobody_hides_what_another_wrote(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3)
    editor = make_user("editor")
    with pytest.raises(Refused, match="who wrote it"):
        edit(annotation=made, by=editor, version=1, visibility="private")
    edit(annotation=made, by=editor, version=1, visibility="shared", note="Seen")
    edit(annotation=made, by=annotator, version=2, visibility="private")
    assert Annotation.objects.get().visibility == "private"


def test_a_reply_is_as_visible_as_what_it_answers(article, annotator):
    made = annotate(article=article, author=annotator, start=0, end=3, visibility="private")
    answer = reply(to=made, author=annotator, note="Yes")
    edit(annotation=answer, by=annotator, version=1, visibility="shared", note="Indeed")
    answer.refresh_from_db()
    assert (answer.visibility, answer.note) == ("private", "Indeed")
    edit(annotation=made, by=annotator, version=1, visibility="shared")
    answer.refresh_from_db()
    assert answer.visibility == "shared"


def test_a_reply_says_something_and_has_no_tags(article, annotator):
    tag = make_tag("Delay")
    made = annotate(article=article, author=annotator, start=0, end=3)
    answer = reply(to=made, author=annotator, note="Yes")
    for changes in ({"tags": ["Delay"]}, {"note": " "}):
        with pytest.raises(Refused, match="A reply"):
            edit(annotation=answer, by=annotator, version=1, **changes)
    entry = retag(annotations=[made, answer], by=annotator, add=[tag])
    assert list(entry.after) == [f"annotation:{made.pk}"]
    assert not answer.tags.exists()
