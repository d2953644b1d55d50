"""The tags that are offered while somebody types."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.pages import offers as page
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """A function that asks for offers and gives the answer."""

    def get(user=None, **query):
        if user:
            client.force_login(user)
        answer = client.get(reverse("articles:tag_offers"), query)
        assert answer.status_code == 200
        return answer.json()

    return get


def names(answer) -> list[str]:
    return [tag["name"] for tag in answer["tags"]]


def test_recent_ones_come_first_then_the_most_used_then_by_name(ask, annotator, colleague):
    article = make_article()
    tags = {name: make_tag(name) for name in ("bread", "Air", "Coal", "Dew", "Ebb")}
    for _ in range(2):
        make_annotation(article=article, author=colleague, quote="noon", tags=[tags["Ebb"]])
    make_annotation(article=article, author=colleague, tags=[tags["Dew"]])
    make_annotation(article=article, author=annotator, tags=[tags["Coal"]])
    make_annotation(article=article, author=annotator, tags=[tags["Air"]])
    make_annotation(article=article, author=annotator, tags=[tags["Coal"]])
    answer = ask(annotator)
    assert names(answer) == ["Coal", "Air", "Ebb", "Dew", "bread"]
    assert [tag["recent"] for tag in answer["tags"]] == [0, 1, None, None, None]
    assert (answer["complete"], answer["may_make"]) == (True, True)


def test_nine_are_recent(ask, annotator):
    article = make_article()
    for number in range(12):
        make_annotation(article=article, author=annotator, tags=[make_tag(f"T{number:02}")])
    recent = [tag["recent"] for tag in ask(annotator)["tags"]]
    assert recent == [*range(9), None, None, None]


def test_retired_tags_are_not_offered(ask, annotator):
    retired = make_tag("Old", retired=True)
    make_tag("Under it", parent=retired)
    make_annotation(article=make_article(), author=annotator, tags=[retired])
    answer = ask(annotator)
    assert [tag["path"] for tag in answer["tags"]] == ["Old / Under it"]


def test_private_use_by_others_does_not_show_in_the_order(ask, annotator, colleague):
    make_tag("Air"), make_tag("Bread")
    hidden = make_tag("Zinc")
    make_annotation(article=make_article(), author=colleague, tags=[hidden], visibility="private")
    assert names(ask(annotator)) == ["Air", "Bread", "Zinc"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wa", ["Wasser", "Abwasser"]),
        ("ÉCO", ["Économie", "Prix"]),
        ("economie / p", ["Prix"]),
        ("eau", []),
        ("★", ["★ stars"]),
        ("مَاء", ["ماء"]),
        ("京", ["東京"]),
        ("  ", ["Abwasser", "Économie", "Prix", "★ stars", "Wasser", "ماء", "東京"]),
        ("a\0" + "x" * 500, []),
    ],
)
def test_what_is_typed_may_stand_anywhere_in_any_case_and_without_accents(
    ask, reader, typed, found
):
    for name in ("Wasser", "Abwasser", "★ stars", "ماء", "東京"):
        make_tag(name)
    make_tag("Prix", parent=make_tag("Économie"))
    assert names(ask(reader, q=typed)) == found


def test_a_reader_makes_no_tags(ask, reader):
    assert ask(reader)["may_make"] is False


def test_a_visitor_sees_them_where_reading_is_public(ask, settings, client):
    make_tag("Air")
    assert names(ask()) == ["Air"]
    settings.PUBLIC_READING = False
    assert client.get(reverse("articles:tag_offers")).status_code != 200


def test_more_than_are_shown_are_told(ask, annotator, monkeypatch):
    monkeypatch.setattr(page, "MOST", 3)
    for number in range(4):
        make_tag(f"T{number}")
    answer = ask(annotator)
    assert (len(answer["tags"]), answer["complete"]) == (3, False)
    assert ask(annotator, q="T3")["complete"] is True


def test_nobody_else_keeps_the_answer(client, annotator):
    client.force_login(annotator)
    assert "private" in client.get(reverse("articles:tag_offers"))["Cache-Control"]


def test_three_queries_however_many_tags(annotator, count_queries, django_assert_max_num_queries):
    article = make_article()
    for number in range(50):
        make_annotation(article=article, author=annotator, tags=[make_tag(f"T{number}")])
    with django_assert_max_num_queries(3):
        assert len(page.offers(viewer=annotator, typed="t").tags) == 50
