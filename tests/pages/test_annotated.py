"""What of an article's annotations its page shows."""

from __future__ import annotations

import pytest

from articles.pages.annotated import FEW_CARDS, annotated, around
from articles.pages.mark_filter import MarkFilter
from tests.factories import make_annotation, make_article

pytestmark = pytest.mark.django_db

BODY = "The ferry left.\nThe ferry came back."


def test_an_article_without_any_takes_one_query(annotator, count_queries):
    article = make_article(body=BODY)
    assert count_queries(lambda: annotated(article, viewer=annotator, chosen=MarkFilter())) == 1


def test_who_may_annotate_has_the_filters_before_there_is_anything_to_filter(annotator):
    article = make_article(body=BODY)
    ask = {"viewer": annotator, "chosen": MarkFilter()}
    assert annotated(article, **ask).filters is None
    filters = annotated(article, **ask, may_annotate=True).filters
    assert [choice.value for choice in filters.which] == ["all", "mine", "off"]
    assert (filters.tags, filters.people) == ((), ())


def test_whole_articles_stand_first_and_lost_ones_have_a_card_and_no_mark(annotator):
    article = make_article(body=BODY)
    marked = make_annotation(article=article, author=annotator, quote="ferry")
    lost = make_annotation(article=article, author=annotator, quote="back", state="lost")
    whole = make_annotation(article=article, author=annotator)
    found = annotated(article, viewer=annotator, chosen=MarkFilter())
    assert list(found.first) == [whole.pk, marked.pk, lost.pk]
    assert [span.id for span in found.spans] == [marked.pk]


def test_few_cards_come_with_the_page_and_of_many_those_without_a_mark(annotator):
    article = make_article(body=BODY)
    whole = make_annotation(article=article, author=annotator)
    lost = make_annotation(article=article, author=annotator, quote="back", state="lost")

    def found(number):
        while article.annotations.count() < number:
            make_annotation(article=article, author=annotator, quote="ferry")
        return annotated(article, viewer=annotator, chosen=MarkFilter())

    few, many = found(FEW_CARDS), found(FEW_CARDS + 1)
    assert (len(few.first), few.more) == (FEW_CARDS, 0)
    assert all(span.has_card for span in few.spans)
    assert (list(many.first), many.more) == ([whole.pk, lost.pk], FEW_CARDS - 1)
    assert not any(span.has_card for span in many.spans)


def test_more_than_the_bound_are_not_shown_and_that_is_said(annotator, settings, client):
    settings.ANNOTATIONS_SHOWN_MAX = 2
    article = make_article(body=BODY)
    for _ in range(3):
        make_annotation(article=article, author=annotator, quote="ferry")
    found = annotated(article, viewer=annotator, chosen=MarkFilter())
    assert (len(found.spans), found.cut) == (2, 2)
    client.force_login(annotator)
    assert "first 2 annotations" in client.get(article.get_absolute_url()).content.decode()


def test_places_to_choose_from_stand_between_whole_words():
    text = "Nobody on the quay could say when the boat would leave the harbour that evening."
    start = text.index("boat")
    [found] = around(text, [(start, start + 4)], 20)
    assert found["before"] == "…could say when the "
    assert found["after"] == " would leave the…"
