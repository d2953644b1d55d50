"""Deciding about passages that a change of the text moved or lost."""

from __future__ import annotations

import pytest

from articles.actions.anchor_review import accept, leave, place
from articles.actions.annotations import annotate, edit
from articles.actions.articles import revise
from articles.actions.refusal import Refused, Stale
from articles.actions.undo import undo
from articles.models import Activity, Annotation, Article
from articles.search import ANNOTATIONS, Criteria, backend, parse
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

TEXT = (
    "The ferry left the harbour at noon with forty people on board.\n"
    "The master said that the engine had been repaired in the spring.\n"
    "Nobody was hurt."
)


@pytest.fixture
def annotator():
    return make_user("annotator")


@pytest.fixture
def article():
    return make_article(body=TEXT)


@pytest.fixture
def moved(article, annotator) -> Annotation:
    made = on(article, annotator, "the engine had been repaired in the spring")
    body = TEXT.replace("in the spring", "in the summer")
    revise(article=article, body=body, by=annotator, reason="")
    return fresh(made)


@pytest.fixture
def lost(article, annotator) -> Annotation:
    made = on(article, annotator, "Nobody was hurt.")
    revise(article=article, body=TEXT.removesuffix("Nobody was hurt."), by=annotator, reason="")
    return fresh(made)


def on(article, author, quote: str) -> Annotation:
    start = article.text.index(quote)
    return annotate(article=article, author=author, start=start, end=start + len(quote))


def fresh(annotation: Annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


def standing(annotation: Annotation) -> str:
    row = fresh(annotation)
    return Article.objects.get(pk=row.article_id).text[row.start : row.end]


def test_what_moved_is_open_until_it_is_accepted_and_undo_opens_it_again(moved, annotator):
    assert moved.changed_in.before[f"annotation:{moved.pk}"]["quote"].endswith("spring")
    entry = accept(annotations=[moved], by=annotator)
    settled = fresh(moved)
    assert (settled.state, settled.changed_in, settled.version) == ("exact", None, 3)
    undo(activity=entry, by=annotator)
    again = fresh(moved)
    assert (again.state, again.changed_in_id) == ("moved", moved.changed_in_id)
    assert standing(moved) == again.quote


def test_the_words_first_annotated_are_kept_through_a_second_change(moved, article, annotator):
    body = TEXT.replace("in the spring", "early in the autumn")
    revise(article=article, body=body, by=annotator, reason="")
    again = fresh(moved)
    assert (again.state, again.changed_in_id) == ("moved", moved.changed_in_id)
    assert again.quote.endswith("early in the autumn")
    assert again.changed_in.before[f"annotation:{moved.pk}"]["quote"].endswith("in the spring")


def test_what_was_changed_meanwhile_is_not_accepted_as_if_it_had_been_seen(moved, annotator):
    edit(annotation=moved, by=annotator, version=None, note="Look")
    with pytest.raises(Refused):
        accept(annotations=[moved], by=annotator)
    assert fresh(moved).state == "moved"


def test_all_that_moved_are_accepted_in_one_entry(article, annotator):
    quotes = ("the engine had been repaired in the spring", "been repaired in the spring")
    rows = [on(article, annotator, quote) for quote in quotes]
    lost = on(article, annotator, "Nobody was hurt.")
    body = TEXT.replace("in the spring", "in the summer").replace("\nNobody was hurt.", "")
    revise(article=article, body=body, by=annotator, reason="")
    entry = accept(annotations=list(Annotation.objects.all()), by=annotator)
    assert [fresh(row).state for row in (*rows, lost)] == ["exact", "exact", "lost"]
    assert len(entry.after) == 2
    assert undo(activity=entry, by=annotator).restored == 2


def test_a_lost_one_is_placed_by_hand_found_by_its_new_words_and_put_back(lost, annotator):
    start = Article.objects.get().text.index("forty people")
    entry = place(annotation=lost, by=annotator, version=lost.version, start=start, end=start + 12)
    placed = fresh(lost)
    assert (placed.state, placed.quote, placed.changed_in) == ("exact", "forty people", None)
    assert placed.text_digest == Article.objects.get().text_digest
    assert backend(table=ANNOTATIONS).count(Criteria(parse("forty"))) == 1
    undo(activity=entry, by=annotator)
    again = fresh(lost)
    assert (again.state, again.quote) == ("lost", "Nobody was hurt.")
    assert again.changed_in_id == lost.changed_in_id


def test_a_lost_one_may_stay_lost_and_is_found_when_its_words_come_back(lost, article, annotator):
    entry = leave(annotation=lost, by=annotator, version=lost.version)
    assert (fresh(lost).state, fresh(lost).changed_in) == ("lost", None)
    undo(activity=entry, by=annotator)
    assert fresh(lost).changed_in_id == lost.changed_in_id
    leave(annotation=lost, by=annotator, version=fresh(lost).version)
    revise(article=article, body=TEXT, by=annotator, reason="")
    assert (fresh(lost).state, standing(lost)) == ("exact", "Nobody was hurt.")


def test_what_is_found_again_needs_no_decision(lost, article, annotator):
    revise(article=article, body=f"First.\n{TEXT}", by=annotator, reason="")
    assert (fresh(lost).state, fresh(lost).changed_in) == ("exact", None)


def test_a_passage_chosen_anew_in_the_text_needs_no_decision(moved, annotator):
    edit(annotation=moved, by=annotator, version=None, start=0, end=9)
    assert (fresh(moved).state, fresh(moved).changed_in) == ("exact", None)


def test_a_decision_about_another_state_is_stale(lost, annotator):
    seen = lost.version - 1
    with pytest.raises(Stale):
        place(annotation=lost, by=annotator, version=seen, start=0, end=3)
    with pytest.raises(Stale):
        leave(annotation=lost, by=annotator, version=seen)
    assert fresh(lost).changed_in_id == lost.changed_in_id


def test_what_cannot_be_is_refused(lost, moved, annotator):
    with pytest.raises(Refused):
        leave(annotation=moved, by=annotator, version=moved.version)
    for start, end in ((0, 100_000), (5, 5), (None, None)):
        with pytest.raises(Refused):
            place(annotation=lost, by=annotator, version=lost.version, start=start, end=end)


def test_undoing_what_came_before_a_change_places_the_passage_in_the_present_text(
    article, annotator
):
    made = on(article, annotator, "the engine had been repaired in the spring")
    start = TEXT.index("Nobody")
    edit(annotation=made, by=annotator, version=None, start=start, end=start + 6)
    entry = Activity.objects.latest("pk")
    body = TEXT.replace("in the spring", "in the summer")
    revise(article=article, body=body, by=annotator, reason="")
    undo(activity=entry, by=annotator)
    row = fresh(made)
    assert row.state == "moved"
    assert standing(made) == row.quote == "the engine had been repaired in the summer"
    assert row.changed_in.before[f"annotation:{made.pk}"]["quote"].endswith("spring")


TWICE = (
    "The ferry left the harbour at noon.\nNobody was hurt in the storm.\nIt came back late.\n"
    "The harbour master had warned of the weather in the morning.\nNobody was hurt in the storm."
)


@pytest.mark.parametrize("decision", ["place", "leave", "edit"])
def test_what_was_lost_is_lost_again_though_its_words_stand_elsewhere(annotator, decision):
    article = make_article(body=TWICE)
    made = on(article, annotator, "Nobody was hurt in the storm.")
    shorter = TWICE.replace("Nobody was hurt in the storm.\n", "", 1)
    revise(article=article, body=shorter, by=annotator, reason="")
    row = before = fresh(made)
    assert row.state == "lost"
    if decision == "place":
        entry = place(annotation=row, by=annotator, version=row.version, start=0, end=9)
    elif decision == "leave":
        entry = leave(annotation=row, by=annotator, version=row.version)
    else:
        edit(annotation=row, by=annotator, version=row.version, note="Gone?")
        entry = Activity.objects.latest("pk")
    undo(activity=entry, by=annotator)
    after = fresh(made)
    for name in ("state", "start", "end", "quote", "text_digest", "note", "changed_in_id"):
        assert getattr(after, name) == getattr(before, name), name
