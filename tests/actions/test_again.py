"""What several do at once: each is done, once, and none sees half of another."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction

from articles.actions.again import ATTEMPTS, again
from articles.actions.annotations import annotate, delete, edit, reply
from articles.actions.articles import revise
from articles.actions.refusal import Overtaken, Refused
from articles.models import Activity, Annotation, Tag
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 6


def all_at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """What each action returns, or the exception that it raises; they begin together."""
    results: list[Any] = [None] * len(actions)
    gate = threading.Barrier(len(actions))

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            results[number] = actions[number]()
        except Exception as error:  # whatever it is, it is a result to look at
            gate.abort()  # without a connection for one of them the others would wait for ever
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_form_posted_several_times_at_once_makes_one_annotation():
    article, annotator, uid = make_article(), make_user("annotator"), uuid.uuid4()

    def post() -> Annotation:
        return annotate(
            article=article, author=annotator, start=0, end=3, tags=["A", "B"], note="n", uid=uid
        )

    results = all_at_once([post] * AT_ONCE)
    made = Annotation.objects.get()
    assert results == [made] * AT_ONCE
    assert made.tags.count() == 2
    assert Activity.objects.filter(verb="annotate").count() == 1


def test_a_reply_posted_several_times_at_once_is_one():
    annotator = make_user("annotator")
    first = make_annotation(article=make_article(), author=annotator)
    uid = uuid.uuid4()
    results = all_at_once(
        [lambda: reply(to=first, author=annotator, note="Yes.", uid=uid)] * AT_ONCE
    )
    assert results == [Annotation.objects.get(reply_to=first)] * AT_ONCE


def test_new_tags_named_by_several_at_once_are_made_once():
    articles, annotator = [make_article() for _ in range(AT_ONCE)], make_user("annotator")
    names = ["Delay", "Ferry", "Noon"]

    def name(turn: int) -> Callable[[], Annotation]:
        article = articles[turn]
        order = [*names[turn % 3 :], *names[: turn % 3]]  # in orders that would meet in a deadlock
        return lambda: annotate(article=article, author=annotator, start=0, end=3, tags=order)

    results = all_at_once([name(turn) for turn in range(AT_ONCE)])
    assert [one for one in results if not isinstance(one, Annotation)] == []
    assert sorted(Tag.objects.values_list("name", flat=True)) == names
    assert [one.tags.count() for one in results] == [3] * AT_ONCE


def test_an_annotation_lies_in_the_text_that_stands_when_it_is_saved():
    article, annotator, editor = make_article(), make_user("annotator"), make_user("editor")
    start = article.text.index("noon")

    def mark() -> Annotation:
        return annotate(article=article, author=annotator, start=start, end=start + 4, note="n")

    def correct(word: str) -> Callable[[], Any]:
        return lambda: revise(article=article, body=f"{word} {article.body}", by=editor, reason="")

    results = all_at_once([mark, correct("Yesterday"), mark, correct("Today"), mark, mark])
    assert [one for one in results if isinstance(one, Exception)] == []
    article.refresh_from_db()
    for row in Annotation.objects.all():
        assert row.text_digest == article.text_digest
        assert row.quote == article.text[row.start : row.end]


def test_a_text_is_changed_while_its_passages_are_moved_and_answered():
    """Else PostgreSQL ends one of those that wait for each other, and a form fails."""
    article, annotator, editor = make_article(), make_user("annotator"), make_user("editor")
    rows = [annotate(article=article, author=annotator, start=0, end=end) for end in (3, 4)]

    def correct(word: str) -> Callable[[], Any]:
        return lambda: revise(article=article, body=f"{word} {article.body}", by=editor, reason="")

    def move(row: Annotation) -> Callable[[], Any]:
        return lambda: edit(annotation=row, by=annotator, version=None, start=0, end=6)

    def answer(row: Annotation) -> Callable[[], Any]:
        return lambda: reply(to=row, author=editor, note="Yes.")

    for word in ("Yesterday", "Today", "Now"):
        results = all_at_once([correct(word), *map(move, rows), *map(answer, rows)])
        assert [one for one in results if isinstance(one, Exception)] == []
    assert Annotation.objects.exclude(reply_to=None).count() == 6


def test_nothing_is_said_about_what_has_been_deleted_meanwhile():
    annotator = make_user("annotator")
    first = make_annotation(article=make_article(), author=annotator)
    delete(annotations=[first], by=annotator)
    with pytest.raises(Refused, match="deleted meanwhile"):
        reply(to=first, author=annotator, note="Yes.")


def test_it_is_tried_a_few_times_and_then_told():
    tries = []

    @again
    def act() -> None:
        tries.append(1)
        raise Overtaken("Try it again.")

    with pytest.raises(Overtaken):
        act()
    assert len(tries) == ATTEMPTS
    with pytest.raises(Overtaken), transaction.atomic():
        act()
    assert len(tries) == ATTEMPTS + 1


def test_other_faults_are_not_tried_again():
    tries = []

    @again
    def act() -> None:
        tries.append(1)
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError):
        act()
    assert len(tries) == 1
