"""Parts of an article's page, asked for by its scripts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.actions.annotations import annotate, delete, edit, reply
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    user = make_user("annotator")
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return make_article(body="The ferry left.\nThe ferry came back.\nNight fell.")


def get(client, name, article, query="", **headers):
    return client.get(reverse(f"articles:{name}", args=[article.pk]) + query, headers=headers)


def news(client, article, since):
    return get(client, "news", article, f"?since={since}").json()


def test_cards_come_in_the_order_of_the_text(client, me, article):
    late = make_annotation(article=article, author=me, quote="fell")
    early = make_annotation(article=article, author=me, quote="ferry")
    html = get(client, "cards", article, f"?id={late.pk}&id={early.pk}").content.decode()
    assert 0 < html.index(f'id="card-{early.pk}"') < html.index(f'id="card-{late.pk}"')


def test_cards_of_others_private_annotations_do_not_come(client, me, article):
    other = make_user("annotator")
    private = make_annotation(article=article, author=other, quote="fell", visibility="private")
    assert get(client, "cards", article, f"?id={private.pk}").content == b""
    marks = get(client, "marks", article, "?at=40").json()
    assert "data-annotations" not in marks["blocks"][0]["html"]


@pytest.mark.parametrize("query", ["?id=x", "?id=-1", "?id=" + "9" * 30, "?id=1" + "&id=1" * 60])
def test_what_is_no_key_is_not_found(client, me, article, query):
    assert get(client, "cards", article, query).status_code == 404


def test_marks_are_those_of_the_blocks_asked_for(client, me, article):
    made = make_annotation(article=article, author=me, quote="back.\nNight")
    found = get(client, "marks", article, "?at=0&at=38").json()["blocks"]
    assert [(block["start"], block["end"]) for block in found] == [(0, 15), (37, 48)]
    assert "data-annotations" not in found[0]["html"]
    assert f'data-annotations="{made.pk}"' in found[1]["html"]
    assert (
        get(client, "marks", article, "?marks=off&at=38").json()["blocks"][0]["html"].count("mark")
        == 0
    )


def test_nothing_new_is_told_by_the_status_alone(client, me, article):
    first = get(client, "news", article)
    assert first.status_code == 200
    again = get(client, "news", article, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_what_others_do_is_news(client, me, article):
    other = make_user("annotator")
    made = annotate(article=article, author=other, start=4, end=9)
    before = news(client, article, "")
    assert before["ids"] == [made.pk]
    edit(annotation=made, by=other, version=1, note="Changed")
    after = news(client, article, before["latest"])
    assert after["latest"] != before["latest"]
    assert after["changed"] == [{"id": made.pk, "start": 4, "end": 9}]
    answer = reply(to=made, author=other, note="More")
    replied = news(client, article, after["latest"])
    assert [one["id"] for one in replied["changed"]] == [made.pk]
    assert replied["ids"] == [made.pk]
    delete(annotations=[answer], by=other)
    assert news(client, article, replied["latest"])["latest"] != replied["latest"]
    delete(annotations=[made], by=other)
    assert news(client, article, replied["latest"])["ids"] == []


def test_what_becomes_private_is_gone_for_others(client, me, article):
    other = make_user("annotator")
    made = annotate(article=article, author=other, start=4, end=9)
    before = news(client, article, "")
    edit(annotation=made, by=other, version=1, visibility="private")
    after = news(client, article, before["latest"])
    assert after["ids"] == []
    assert after["changed"] == []
    assert after["latest"] != before["latest"]


def test_private_annotations_of_others_are_no_news(client, me, article):
    before = get(client, "news", article, "?since=")
    other = make_user("annotator")
    made = annotate(article=article, author=other, start=4, end=9, visibility="private")
    edit(annotation=made, by=other, version=1, note="Mine alone")
    after = get(client, "news", article, "?since=")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


@pytest.mark.parametrize("since", ["", "x", "-1", "1e400", "nan", "9" * 40, "%00"])
def test_a_token_that_is_none_means_everything(client, me, article, since):
    made = annotate(article=article, author=me, start=4, end=9)
    assert [one["id"] for one in news(client, article, since)["changed"]] == [made.pk]
