"""What the scripts of an article's page are told, and what it costs."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from articles.actions.annotations import annotate, edit
from articles.actions.articles import revise
from articles.models import Activity, Annotation
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db

DATA = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def me(client):
    user = make_user("annotator")
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return make_article(body="The ferry left.\nThe ferry came back, and 🚢 waited.\nNight fell.")


def post(client, name, *args, query="", **values):
    return client.post(reverse(f"articles:{name}", args=args) + query, values, **DATA)


def test_what_was_made_comes_back_with_its_block_and_card_and_a_way_back(client, me, article):
    response = post(
        client, "annotate", article.pk, start=20, end=25, tags='Boats, "Now, then"', note="*So*"
    )
    answer = response.json()
    made = Annotation.objects.get()
    assert response.status_code == 201
    assert (answer["id"], answer["version"], answer["start"], answer["end"]) == (made.pk, 1, 20, 25)
    assert [(block["start"], block["end"]) for block in answer["blocks"]] == [(16, 50)]
    assert f'id="mark-{made.pk}"' in answer["blocks"][0]["html"]
    assert f'id="card-{made.pk}"' in answer["cards"]
    assert "<em>So</em>" in answer["cards"]
    assert set(made.tags.values_list("name", flat=True)) == {"Boats", "Now, then"}
    undone = client.post(answer["undo"], {"article": article.pk}, **DATA).json()
    assert undone["gone"] == [made.pk]
    assert "data-annotations" not in undone["blocks"][0]["html"]
    assert not Annotation.objects.standing().exists()


def test_a_passage_across_blocks_changes_each_of_them(client, me, article):
    answer = post(client, "annotate", article.pk, start=10, end=20).json()
    assert [(block["start"], block["end"]) for block in answer["blocks"]] == [
        (0, 15),
        (15, 16),
        (16, 50),
    ]


def test_a_whole_article_changes_none(client, me, article):
    answer = post(client, "annotate", article.pk, note="Read it").json()
    assert answer["blocks"] == []
    assert "Read it" in answer["cards"]


def test_the_same_request_twice_makes_one(client, me, article):
    uid = uuid.uuid4()
    answers = [post(client, "annotate", article.pk, start=0, end=3, uid=uid) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Annotation.objects.count() == 1


def test_a_refusal_says_why(client, me, article):
    response = post(client, "annotate", article.pk, start=5, end=9_999)
    assert response.status_code == 422
    assert "does not lie within" in response.json()["error"]


def test_the_form_comes_alone_and_a_stale_one_with_both_versions(client, me, article):
    made = annotate(article=article, author=me, start=0, end=3, tags=["A, b"], note="First")
    address = reverse("articles:annotation_edit", args=[made.uid])
    form = client.get(address, **DATA).json()["html"]
    assert "&quot;A, b&quot;" in form
    assert "<html" not in form
    edit(annotation=made, by=me, version=1, note="Theirs")
    stale = post(client, "annotation_edit", made.uid, version=1, note="Mine")
    assert stale.status_code == 409
    assert "Theirs" in stale.json()["html"]
    assert "Mine" in stale.json()["html"]
    answer = post(client, "annotation_edit", made.uid, version=2, note="Mine", tags="New").json()
    assert answer["version"] == 3
    assert ">New<" in answer["cards"]


def test_edges_move_and_both_places_are_drawn_anew(client, me, article):
    made = annotate(article=article, author=me, start=4, end=9)
    answer = post(client, "annotation_move", made.uid, version=1, start=20, end=30).json()
    made.refresh_from_db()
    assert (made.start, made.end, made.quote) == (20, 30, "ferry came")
    assert [block["start"] for block in answer["blocks"]] == [0, 16]
    assert "data-annotations" not in answer["blocks"][0]["html"]
    assert post(client, "annotation_move", made.uid, version=1, start=0, end=3).status_code == 409
    assert post(client, "annotation_move", made.uid, version=2, start=3, end=3).status_code == 422
    assert post(client, "annotation_move", made.uid, version=2, start="x").status_code == 422


def test_a_reply_has_no_edges(client, me, article):
    made = annotate(article=article, author=me, start=4, end=9)
    post(client, "annotation_reply", made.uid, note="No.")
    answer = Annotation.objects.get(reply_to=made)
    response = post(client, "annotation_move", answer.uid, version=1, start=0, end=3)
    assert response.status_code == 422


def test_a_reply_comes_back_within_its_thread(client, me, article):
    made = annotate(article=article, author=make_user("annotator"), start=4, end=9)
    answer = post(client, "annotation_reply", made.uid, note="Is it?").json()
    assert f'id="card-{made.pk}"' in answer["cards"]
    assert "Is it?" in answer["cards"]
    assert post(client, "annotation_reply", made.uid, note=" ").status_code == 422


def test_deleting_takes_the_mark_and_the_card(client, me, article):
    made = annotate(article=article, author=me, start=4, end=9)
    answer = post(client, "annotation_delete", made.uid).json()
    assert answer["gone"] == [made.pk]
    assert "data-annotations" not in answer["blocks"][0]["html"]
    again = client.post(reverse("articles:undo_latest"), {"article": article.pk}, **DATA).json()
    assert f'id="card-{made.pk}"' in again["cards"]
    assert "data-annotations" in again["blocks"][0]["html"]


def test_the_latest_is_undone_step_by_step_and_then_nothing_is_left(client, me, article):
    for start in (0, 4):
        annotate(article=article, author=me, start=start, end=start + 3)
    annotate(article=article, author=make_user("annotator"), start=10, end=14)
    address = reverse("articles:undo_latest")
    assert [client.post(address, **DATA).status_code for _ in range(3)] == [200, 200, 422]
    assert Annotation.objects.standing().count() == 1


def test_what_an_answer_shows_obeys_the_filter_above_the_text(client, me, article):
    other = make_annotation(article=article, author=make_user("annotator"), quote="left")
    everything = post(client, "annotate", article.pk, start=4, end=9).json()
    mine = post(client, "annotate", article.pk, query="?marks=mine", start=4, end=9).json()
    assert f"mark-{other.pk}" in everything["blocks"][0]["html"]
    assert f"mark-{other.pk}" not in mine["blocks"][0]["html"]


def test_who_made_what_the_filter_hides_is_told(client, me, article):
    passage = {"start": 4, "end": 9, "tags": "Boats"}
    shown = post(client, "annotate", article.pk, query="?marks=mine&marks_tag=boats", **passage)
    hidden = post(client, "annotate", article.pk, query="?marks_tag=quays", **passage)
    assert shown.json()["message"] == "Annotated."
    assert hidden.json()["message"] == "Annotated. The filter above the text hides it."
    assert hidden.json()["cards"] == ""
    assert "data-annotations" not in hidden.json()["blocks"][0]["html"]


def test_what_is_edited_out_of_the_filter_has_neither_card_nor_mark(client, me, article):
    made = annotate(article=article, author=me, start=4, end=9, tags=["Boats"])
    values = {"version": 1, "tags": "Quays"}
    answer = post(client, "annotation_edit", made.uid, query="?marks_tag=boats", **values).json()
    assert answer["message"] == "Changed. The filter above the text hides it."
    assert (answer["cards"], answer["gone"]) == ("", [made.pk])
    undone = client.post(
        answer["undo"] + "?marks_tag=quays", {"article": article.pk}, **DATA
    ).json()
    assert undone["message"].endswith("The filter above the text hides it.")
    assert (undone["cards"], undone["gone"]) == ("", [made.pk])


def test_a_notice_offers_to_undo_and_comes_back_to_its_page(client, me, article):
    client.post(reverse("articles:annotate", args=[article.pk]), {"note": "All of it"})
    page = client.get(article.get_absolute_url())
    entry = Activity.objects.get()
    assert reverse("articles:undo", args=[entry.pk]) in page.content.decode()
    back = client.post(
        reverse("articles:undo", args=[entry.pk]), {"next": article.get_absolute_url()}
    )
    assert back.url == article.get_absolute_url()
    assert not Annotation.objects.standing().exists()


def test_undo_leads_to_no_other_site(client, me, article):
    annotate(article=article, author=me, start=0, end=3)
    response = client.post(reverse("articles:undo_latest"), {"next": "https://elsewhere.example/"})
    assert response.url == reverse("articles:log")


def test_many_annotations_cost_no_more_queries(client, me, article, count_queries):
    def add() -> None:
        post(client, "annotate", article.pk, start=20, end=25, tags="Boats")

    add()
    few = count_queries(add)
    for _ in range(30):
        make_annotation(article=article, author=me, quote="came back")
    assert count_queries(add) == few
    assert few <= 18


def test_that_a_passage_followed_its_text_is_not_undone_as_ones_own_doing(client, me, article):
    annotate(article=article, author=me, start=4, end=9)
    revise(article=article, body="A new line.\nThe fairy left.", by=me, reason="")
    assert Activity.objects.filter(verb="follow text", actor=me).exists()
    client.post(reverse("articles:undo_latest"), **DATA)
    assert not Activity.objects.filter(undoes__verb="follow text").exists()
