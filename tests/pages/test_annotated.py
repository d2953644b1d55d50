"""What of an article's annotations its page shows."""

from __future__ import annotations

import pytest

from articles.pages.annotated import FIRST_CARDS, annotated
from articles.pages.mark_filter import MarkFilter
from tests.factories import make_annotation, make_article

pytestmark = pytest.mark.django_db

BODY = "The ferry left.\nThe ferry came back."


def test_an_article_without_any_takes_one_query(annotator, count_queries):
    article = make_article(body=BODY)
    assert count_queries(lambda: annotated(article, viewer=annotator, chosen=MarkFilter())) == 1


def test_whole_articles_stand_first_and_lost_ones_have_a_card_and_no_mark(annotator):
    article = make_article(body=BODY)
    marked = make_annotation(article=article, author=annotator, quote="ferry")
    lost = make_annotation(article=article, author=annotator, quote="back", state="lost")
    whole = make_annotation(article=article, author=annotator)
    found = annotated(article, viewer=annotator, chosen=MarkFilter())
    assert list(found.first) == [whole.pk, marked.pk, lost.pk]
    assert [span.id for span in found.spans] == [marked.pk]


def test_the_first_cards_come_with_the_page_and_their_marks_name_them(annotator):
    article = make_article(body=BODY)
    for _ in range(FIRST_CARDS + 3):
        make_annotation(article=article, author=annotator, quote="ferry")
    found = annotated(article, viewer=annotator, chosen=MarkFilter())
    assert (len(found.first), found.more) == (FIRST_CARDS, 3)
    assert [span.has_card for span in found.spans] == [True] * FIRST_CARDS + [False] * 3


def test_more_than_the_bound_are_not_shown_and_that_is_said(annotator, settings, client):
    settings.ANNOTATIONS_SHOWN_MAX = 2
    article = make_article(body=BODY)
    for _ in range(3):
        make_annotation(article=article, author=annotator, quote="ferry")
    found = annotated(article, viewer=annotator, chosen=MarkFilter())
    assert (len(found.spans), found.cut) == (2, 2)
    client.force_login(annotator)
    assert "first 2 annotations" in client.get(article.get_absolute_url()).content.decode()
