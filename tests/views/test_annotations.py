"""Annotating by plain forms: what a person without JavaScript does, and who may do it."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from articles.actions.annotations import annotate, edit, reply
from articles.forms import PassageForm
from articles.models import Activity, Annotation
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotator(client):
    user = make_user("annotator")
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return make_article(body="The ferry left.\nThe ferry came back, and 🚢 waited.")


def page(client, article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def post(client, article, **values):
    return client.post(reverse("articles:annotate", args=[article.pk]), values)


def test_a_pasted_passage_is_marked(client, annotator, article):
    response = post(client, article, quote="came back", tags="Return, Late", note="At *last*.")
    made = Annotation.objects.get()
    assert response.url == f"{article.get_absolute_url()}#mark-{made.pk}"
    assert (made.quote, made.start) == ("came back", 26)
    html = page(client, article)
    assert f'data-annotations="{made.pk}"' in html
    assert f'id="card-{made.pk}" data-annotation="{made.pk}"' in html
    assert "At <em>last</em>." in html
    assert ">Return<" in html


def test_a_passage_across_paragraphs_is_found_however_it_was_copied(client, annotator, article):
    post(client, article, quote="left.\r\n\r\nThe ferry came")
    assert Annotation.objects.get().quote == "left.\nThe ferry came"


def test_a_passage_nearly_right_is_found(client, annotator):
    article = make_article(
        body="The minister said on Tuesday that the barrier would cost twice as much as planned."
    )
    post(client, article, quote="said on Tuesday that the barier would cost twice")
    assert Annotation.objects.get().quote == "said on Tuesday that the barrier would cost twice"


def test_words_that_stand_twice_are_asked_about(client, annotator, article):
    response = post(client, article, quote="The ferry", tags="Ferry", note="N")
    html = response.content.decode()
    assert not Annotation.objects.exists()
    assert html.count("This one") == 2
    assert 'name="start" value="16"' in html
    post(client, article, start=16, end=25, tags="Ferry", note="N")
    assert Annotation.objects.get().prefix.endswith("left.\n")


def test_short_words_are_found_however_they_are_written(client, annotator, article):
    post(client, article, quote="WAITED", note="In capitals")
    assert Annotation.objects.get().quote == "waited"
    response = post(client, article, quote="the ferry", note="In small letters")
    assert response.content.decode().count("This one") == 2


def test_what_does_not_stand_there_is_said_and_nothing_typed_is_lost(client, annotator, article):
    response = post(client, article, quote="An entirely different sentence.", note="Keep me")
    html = response.content.decode()
    assert response.status_code == 422
    assert "does not stand" in html
    assert "Keep me" in html
    assert "An entirely different sentence." in html


def test_without_a_passage_the_whole_article_is_meant(client, annotator, article):
    post(client, article, note="Read this.")
    assert Annotation.objects.get().start is None
    assert "Read this." in page(client, article)


def test_the_same_form_twice_makes_one(client, annotator, article):
    uid = uuid.uuid4()
    for _ in range(2):
        assert post(client, article, quote="waited", uid=uid).status_code == 302
    assert Annotation.objects.count() == 1


def test_a_range_outside_of_the_text_is_refused(client, annotator, article):
    response = post(client, article, start=5, end=9_999)
    assert response.status_code == 422
    assert "does not lie within" in response.content.decode()


def test_the_second_to_save_sees_both_versions(client, annotator, article):
    made = annotate(article=article, author=annotator, start=0, end=3, note="First")
    edit(annotation=made, by=annotator, version=1, note="Theirs", tags=["Theirs too"])
    address = reverse("articles:annotation_edit", args=[made.uid])
    response = client.post(address, {"version": 1, "note": "Mine", "tags": "My tag"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in html
    assert "Mine" in html
    assert Annotation.objects.get().note == "Theirs"
    assert client.post(address, {"version": 2, "note": "Mine"}).status_code == 302
    assert Annotation.objects.get().note == "Mine"


def test_deleting_can_be_undone_from_the_log(client, annotator, article):
    made = annotate(article=article, author=annotator, start=0, end=3)
    client.post(reverse("articles:annotation_delete", args=[made.uid]))
    assert "data-annotations" not in page(client, article)
    log = client.get(reverse("articles:log")).content.decode()
    entry = Activity.objects.get(verb="delete")
    assert reverse("articles:undo", args=[entry.pk]) in log
    client.post(reverse("articles:undo", args=[entry.pk]))
    assert "data-annotations" in page(client, article)
    assert "undone" in client.get(reverse("articles:log")).content.decode()


def test_replies_stand_below_what_they_answer(client, annotator, article):
    made = annotate(article=article, author=make_user("annotator"), start=0, end=3)
    client.post(reverse("articles:annotation_reply", args=[made.uid]), {"note": "Are you sure?"})
    html = page(client, article)
    assert html.index(f'id="card-{made.pk}"') < html.index("Are you sure?")
    empty = client.post(reverse("articles:annotation_reply", args=[made.uid]), {"note": " "})
    assert empty.status_code == 422


def test_an_annotation_has_an_address(client, annotator, article):
    made = annotate(article=article, author=annotator, start=0, end=3)
    whole = annotate(article=article, author=annotator, start=None, end=None, note="All")
    assert client.get(reverse("articles:annotation", args=[made.uid])).url.endswith(
        f"#mark-{made.pk}"
    )
    assert client.get(reverse("articles:annotation", args=[whole.uid])).url.endswith(
        f"#card-{whole.pk}"
    )


def test_hostile_words_are_words(client, annotator, article):
    hostile = "<script>alert(1)</script>"
    post(client, article, quote="waited", tags=hostile, note=f"{hostile} [x](javascript:alert(1))")
    html = page(client, article)
    assert "<script>alert" not in html
    assert 'href="javascript:' not in html


ANNOTATION_PAGES = {
    "annotation": "get",
    "annotation_edit": "post",
    "annotation_delete": "post",
    "annotation_reply": "post",
}
# Who asks for whose annotation: 404 where it is none of their business, 403 where they may see it.
ALL = dict.fromkeys(ANNOTATION_PAGES, 302)
SEEN = {"annotation": 302}
# Who asks for whose annotation, and what works; else 404 where it is none of their business, and
# 403 where they may see it.
RIGHTS = {
    ("stranger", "shared"): SEEN,
    ("stranger", "private"): {},
    ("reader", "shared"): SEEN,
    ("reader", "private"): {},
    ("annotator", "own"): ALL,
    ("annotator", "shared"): SEEN | {"annotation_reply": 302},
    ("annotator", "private"): {},
    ("editor", "own"): ALL,
    ("editor", "shared"): ALL,
    ("editor", "private"): {},
    ("admin", "own"): ALL,
    ("admin", "shared"): ALL,
    ("admin", "private"): {},
}


@pytest.mark.parametrize("name", ANNOTATION_PAGES)
@pytest.mark.parametrize(("kind", "whose"), RIGHTS)
def test_who_may_do_what_with_whose_annotation(client, settings, article, kind, whose, name):
    settings.PUBLIC_READING = True
    user = None if kind == "stranger" else make_user(kind)
    author = user if whose == "own" else make_user("annotator")
    visibility = "private" if whose == "private" else "shared"
    made = annotate(article=article, author=author, start=0, end=3, visibility=visibility)
    if user:
        client.force_login(user)
    address = reverse(f"articles:{name}", args=[made.uid])
    response = getattr(client, ANNOTATION_PAGES[name])(address, {"note": "N", "version": 1})
    if user is None and name != "annotation":
        assert "/accounts/login/" in response.url
    elif name in RIGHTS[kind, whose]:
        assert response.status_code == RIGHTS[kind, whose][name]
    else:
        assert response.status_code == (404 if whose == "private" else 403)


def test_readers_see_no_form_and_cannot_post(client, article):
    client.force_login(make_user("reader"))
    assert 'id="annotate"' not in page(client, article)
    assert post(client, article, note="N").status_code == 403
    assert client.get(reverse("articles:log")).status_code == 403


def test_the_log_is_ones_own(client, annotator, article):
    other = make_user("annotator")
    annotate(article=article, author=other, start=0, end=3, note="secret plan")
    entry = Activity.objects.get()
    assert client.post(reverse("articles:undo", args=[entry.pk])).status_code == 404
    assert "secret plan" not in client.get(reverse("articles:log")).content.decode()


def test_cards_of_many_annotations_cost_no_more_queries(client, annotator, article, count_queries):
    def make(number: int) -> None:
        for start in range(number):
            annotate(article=article, author=annotator, start=start, end=start + 3, tags=["T"])

    make(3)
    page(client, article)
    few = count_queries(lambda: page(client, article))
    make(20)
    assert count_queries(lambda: page(client, article)) == few


def test_the_form_on_the_page_has_the_fields_that_are_read(client, annotator, article):
    html = page(client, article)
    form = html[html.index('<details id="annotate"') : html.index("</details>")]
    named = set(re.findall(r'name="(\w+)"', form)) - {"csrfmiddlewaretoken"}
    assert named == PassageForm.base_fields.keys() - {"start", "end"}


def test_of_a_reply_only_the_words_are_edited(client, annotator, article):
    made = annotate(article=article, author=annotator, start=0, end=3, visibility="private")
    answer = reply(to=made, author=annotator, note="Yes")
    address = reverse("articles:annotation_edit", args=[answer.uid])
    client.force_login(annotator)
    page = client.get(address).content.decode()
    assert 'name="note"' in page
    assert 'name="tags"' not in page
    assert 'name="visibility"' not in page
    sent = {"note": "No", "tags": "New", "visibility": "shared", "version": 1}
    assert client.post(address, sent).status_code == 302
    answer.refresh_from_db()
    assert (answer.note, answer.visibility, answer.tags.count()) == ("No", "private", 0)
