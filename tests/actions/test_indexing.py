"""The words of annotations are found as soon as they are said, and not after they are gone."""

from __future__ import annotations

import pytest

from articles.actions.annotations import annotate, delete, edit, reply
from articles.actions.articles import remove, revise
from articles.actions.rebuilding import rebuild_annotation_search
from articles.actions.undo import undo
from articles.models import Activity, Annotation
from articles.search import ANNOTATIONS, Criteria, backend, parse
from tests.factories import make_annotation, make_article

pytestmark = pytest.mark.django_db

TEXT = "The ferry left at noon with forty people on board, and nobody was hurt."


def found(words: str) -> list[int]:
    index = backend(table=ANNOTATIONS)
    return index.docids(Criteria(parse(words)), order="newest", offset=0, limit=10)


@pytest.fixture
def article():
    return make_article(body=TEXT)


@pytest.fixture
def made(article, annotator) -> Annotation:
    return annotate(article=article, author=annotator, start=4, end=14, note="Très tôt.")


def test_quote_and_note_are_found_and_nothing_else_of_the_article(made):
    assert found("ferry") == found("tres tot") == [made.pk]
    assert found("people") == []
    assert found('"left tres"') == []  # no phrase goes from the one into the other


def test_an_edit_takes_the_old_words_out(made, annotator):
    edit(annotation=made, by=annotator, version=None, note="Late.", start=34, end=40)
    assert found("tres") == found("ferry") == []
    assert found("late") == found("people") == [made.pk]


def test_words_of_a_reply_find_what_it_answers(made, colleague):
    answer = reply(to=made, author=colleague, note="Not by my watch.")
    assert found("watch") == found("watch ferry") == [made.pk]
    delete(annotations=[answer], by=colleague)
    assert found("watch") == []
    assert found("ferry") == [made.pk]


def test_what_is_deleted_is_not_found_until_it_is_undone(made, annotator):
    gone = delete(annotations=[made], by=annotator)
    assert found("ferry") == []
    assert gone is not None
    undo(activity=gone, by=annotator)
    assert found("ferry") == [made.pk]


def test_undoing_the_making_takes_the_words_out(made, annotator):
    undo(activity=Activity.objects.get(verb="annotate"), by=annotator)
    assert found("ferry") == []


def test_a_passage_that_follows_its_text_has_the_new_words(article, annotator):
    made = annotate(article=article, author=annotator, start=4, end=len(TEXT))
    revise(article=article, body=TEXT.replace("forty", "sixty"), by=annotator, reason="")
    assert found("forty") == []
    assert found("sixty") == [made.pk]


def test_an_article_takes_the_words_about_it_along(article, made):
    remove(articles=[article])
    assert found("ferry") == []


def test_made_anew_the_index_finds_the_same(made, colleague, article):
    reply(to=made, author=colleague, note="Not by my watch.")
    lost = make_annotation(article=article, author=colleague, note="Gone.")
    delete(annotations=[lost], by=colleague)
    backend(table=ANNOTATIONS).clear()
    assert list(rebuild_annotation_search()) == [1]
    assert found("ferry") == found("watch") == [made.pk]
    assert found("gone") == []
