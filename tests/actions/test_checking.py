"""Finding annotations that do not stand where they say, and putting them right."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.actions import anchors, checking
from articles.actions.anchors import anchor_of
from articles.actions.annotations import annotate, delete
from articles.actions.articles import rerender, revise
from articles.actions.checking import Tally, check_anchors
from articles.anchoring import Anchor
from articles.models import Activity, Annotation, Article
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


def on(article, author, quote: str) -> Annotation:
    start = article.text.index(quote)
    return annotate(article=article, author=author, start=start, end=start + len(quote))


def total(**options) -> Tally:
    found = Tally()
    for tally in check_anchors(**options):
        found.checked += tally.checked
        found.wrong += tally.wrong
        found.repaired += tally.repaired
        found.lost += tally.lost
    return found


def damage(row: Annotation, **values) -> None:
    Annotation.objects.filter(pk=row.pk).update(**values)


def is_right(row: Annotation) -> bool:
    row.refresh_from_db()
    article = Article.objects.get(pk=row.article_id)
    return article.text[row.start : row.end] == row.quote and row.text_digest == article.text_digest


def test_what_is_right_is_left_alone(article, annotator):
    on(article, annotator, "forty people")
    annotate(article=article, author=annotator, start=None, end=None, note="All")
    assert (total().checked, total(repair=True).wrong) == (1, [])
    assert not Activity.objects.filter(verb="repair passages").exists()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"start": 3, "end": 15}, "its quote does not stand there"),
        ({"start": 4000, "end": 4012}, "reaches to 4,012 in a text of 144"),
        ({"text_digest": "0" * 64}, "is of another state of the text"),
        ({"text_digest": ""}, "is of another state of the text"),
        ({"start": None, "end": None}, "has a quote, and no positions"),
    ],
)
def test_what_is_wrong_is_found_and_put_right(article, annotator, values, reason):
    row = on(article, annotator, "forty people")
    right = on(article, annotator, "Nobody was hurt.")
    damage(row, **values)
    found = total()
    assert [(one.pk, one.reason) for one in found.wrong] == [(row.pk, reason)]
    assert (found.checked, found.repaired) == (2, 0)
    repaired = total(repair=True)
    assert (len(repaired.wrong), repaired.repaired, repaired.lost) == (1, 1, 0)
    assert is_right(row)
    assert is_right(right)
    assert (row.quote, row.state, row.version) == ("forty people", "exact", 2)
    entry = Activity.objects.get(verb="repair passages")
    assert list(entry.before) == [f"annotation:{row.pk}"]
    assert total().wrong == []


@pytest.mark.parametrize(
    "places", [(4, 4), (7, 4), (-3, 9), (None, 9), (4, None), (4.5, 9), ("x", 9)]
)
def test_positions_that_the_database_would_refuse_are_told_and_left_out(article, places):
    row = Annotation(start=places[0], end=places[1], quote="ferry", text_digest=article.text_digest)
    assert checking._reason(row, article.text, article.text_digest)
    assert anchor_of(row) == Anchor(None, None, "ferry")


def test_bytes_for_words_tell_nothing_and_stop_nothing(article):
    found = {"start": 4, "end": 9, "text_digest": article.text_digest, "pk": 1}
    row = Annotation(quote=b"ferry", prefix=b"The ", suffix=7, **found)
    assert checking._reason(row, article.text, article.text_digest)
    places = anchors._places([row], article.text, article.text_digest, article.text)
    assert places[1].state == "lost"
    assert (row.quote, row.prefix, row.suffix) == ("", "", "")


def test_a_lost_passage_without_positions_is_told_and_can_be_found_again(article, annotator):
    row = on(article, annotator, "forty people")
    damage(row, start=None, end=None, state="lost", quote="forty men", prefix="", suffix="")
    assert [one.reason for one in total(repair=True).wrong] == ["has a quote, and no positions"]
    assert total().wrong == []
    revise(article=article, body="There were forty men.", by=annotator, reason="")
    row.refresh_from_db()
    assert row.start is not None


@contextmanager
def without_checks(table):
    """The database takes anything meanwhile, as a damaged one did."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints=ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints=OFF")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table has things to see to
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        yield


@pytest.mark.parametrize("quote", ["forty people", "quite other words", ""])
@pytest.mark.parametrize(
    "values",
    [
        {"start": 9, "end": 9},
        {"start": -3},
        {"end": None},
        {"state": "none", "end": 900},
        {"state": ""},
    ],
)
def test_what_the_database_would_refuse_is_repaired_or_lost(article, annotator, quote, values):
    row = on(article, annotator, "forty people")
    with without_checks("articles_annotation"):
        damage(row, quote=quote, **values)
    repaired = total(repair=True)
    is_found = quote == "forty people"
    assert (repaired.repaired, repaired.lost) == (int(is_found), int(not is_found))
    assert total().wrong == []
    if is_found:
        assert is_right(row)
    revise(article=article, body=f"Before. {TEXT}", by=None, reason="")
    row.refresh_from_db()
    assert row.state == ("exact" if is_found else "lost")


def test_a_text_can_change_where_a_quote_is_empty(article, annotator):
    row = on(article, annotator, "forty people")
    damage(row, quote="")
    revise(article=article, body=f"Before. {TEXT}", by=None, reason="")
    row.refresh_from_db()
    assert row.state == "lost"


def test_what_cannot_be_found_is_lost_and_open_with_its_words(article, annotator):
    row = on(article, annotator, "Nobody was hurt.")
    damage(row, quote="Quite other words, of another text.", prefix="So: ", suffix=" And so on.")
    repaired = total(repair=True)
    assert (len(repaired.wrong), repaired.repaired, repaired.lost) == (1, 0, 1)
    row.refresh_from_db()
    assert (row.state, row.quote) == ("lost", "Quite other words, of another text.")
    assert row.changed_in.verb == "repair passages"
    assert total(repair=True).wrong == []


def test_changed_words_are_moved_and_open_with_their_former_ones(article, annotator):
    row = on(article, annotator, "the engine had been repaired in the spring")
    damage(row, quote="the engine had been repaired in the summer")
    assert total(repair=True).repaired == 1
    assert is_right(row)
    assert (row.state, row.quote[-6:]) == ("moved", "spring")
    assert row.changed_in.before[f"annotation:{row.pk}"]["quote"].endswith("summer")


def test_a_passage_without_a_quote_is_lost_and_a_deleted_one_is_repaired(article, annotator):
    empty, deleted = on(article, annotator, "noon"), on(article, annotator, "forty people")
    delete(annotations=[deleted], by=annotator)
    damage(empty, quote="")
    damage(deleted, start=0, end=12)
    found = total(repair=True)
    assert (found.repaired, found.lost) == (1, 1)
    assert is_right(deleted)


def test_a_change_between_two_readings_is_no_fault(article, annotator, monkeypatch):
    on(article, annotator, "forty people")
    look = checking._suspects

    def and_then_it_changes(articles, tally):
        found = list(look(articles, tally))
        revise(article=article, body=f"First.\n{TEXT}", by=None, reason="")
        return [*found, *((row.article_id, row.pk) for row in Annotation.objects.all())]

    monkeypatch.setattr(checking, "_suspects", and_then_it_changes)
    assert total(repair=True).wrong == []


def test_many_articles_with_many_annotations_are_all_looked_at(annotator, monkeypatch):
    monkeypatch.setattr(checking, "ARTICLES", 2)
    monkeypatch.setattr(checking, "ROWS", 3)
    monkeypatch.setattr(checking, "REPAIRED_AT_ONCE", 2)
    rows = [
        on(article, annotator, quote)
        for article in [make_article(body=TEXT) for _ in range(5)]
        for quote in ("ferry", "forty people", "The master said", "Nobody was hurt.")
    ]
    Annotation.objects.filter(start__gt=0).update(start=1, end=3)
    found = total(repair=True)
    assert (found.checked, len(found.wrong), found.lost) == (20, 20, 0)
    assert all(is_right(row) for row in rows)


PARAGRAPHS = st.lists(
    st.text("ab *_#\u0301é😀שׁ漢", min_size=1, max_size=30).filter(str.strip),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=PARAGRAPHS, new=PARAGRAPHS, places=st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_after_any_change_and_after_rendering_anew_all_are_right_or_lost(
    annotator, old, new, places
):
    article = make_article(body="\n".join(old))
    length = len(article.text)
    edges = sorted({round(place * length) for place in places})
    for start, end in pairwise(edges):
        annotate(article=article, author=annotator, start=start, end=end)
    revise(article=article, body="x\n" + "\n".join(new), by=None, reason="")
    assert total().wrong == []
    Article.objects.filter(pk=article.pk).update(markup="markdown")
    rerender(articles=Article.objects.filter(pk=article.pk))
    assert total().wrong == []
    Annotation.objects.all().delete()
    Article.objects.filter(pk=article.pk).delete()
