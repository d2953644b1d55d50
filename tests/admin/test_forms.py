"""Before a change is saved: what it does to the passages of annotations."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.admin.posting import article_form, change_address
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db


def errors(response) -> str:
    assert response.status_code == 200
    return str(response.context["adminform"].form.errors)


@pytest.fixture
def annotated():
    """An article with somebody's annotations on its first sentence, one private: it is not told."""
    article = make_article(body="The ferry left at noon.\nIt came back.")
    author = make_user("annotator")
    for visibility in ("shared", "private"):
        make_annotation(
            article=article,
            author=author,
            quote="The ferry left",
            note={"shared": "Ours", "private": "Mine"}[visibility],
            visibility=visibility,
        )
    return article


def test_a_change_that_loses_passages_is_saved_when_the_editor_has_seen_it(at_desk, annotated):
    address = change_address(annotated)
    form = article_form(annotated, body="It came back.")
    page = at_desk.post(address, form)
    assert "1 annotated passage: 1 is lost. Nothing is saved yet." in errors(page)
    assert "Mine" not in page.content.decode()
    digest = re.search(r'type="checkbox" name="passages_seen" value="(\w+)"', page.content.decode())
    annotated.refresh_from_db()
    assert annotated.revision == 1
    # What was seen is not what is saved now.
    other = form | {"body": "It came.", "passages_seen": digest[1]}
    assert "is lost" in errors(at_desk.post(address, other))
    assert at_desk.post(address, form | {"passages_seen": digest[1]}).status_code == 302
    annotated.refresh_from_db()
    assert annotated.body == "It came back."


def test_a_change_that_leaves_the_passages_is_saved_at_once(at_desk, annotated):
    form = article_form(annotated, body=f"News.\n{annotated.body}")
    assert at_desk.post(change_address(annotated), form).status_code == 302
    assert (
        at_desk.post(change_address(annotated), article_form(annotated, title="Late")).status_code
        == 302
    )


def test_the_preview_tells_what_becomes_of_passages(at_desk, annotated):
    address = reverse("admin:articles_article_preview")
    data = {"article": annotated.pk, "markup": "plain"}
    answer = at_desk.post(address, data | {"body": annotated.body}).json()
    assert (answer["passages"], answer["seen"]) == ("1 annotated passage: 1 stays", "")
    answer = at_desk.post(address, data | {"body": "It came\r\nback."}).json()
    assert answer["passages"] == "1 annotated passage: 1 is lost"
    form = article_form(annotated, body="It came\r\nback.", passages_seen=answer["seen"])
    assert at_desk.post(change_address(annotated), form).status_code == 302
    assert "passages" not in at_desk.post(address, {"body": "x", "article": "odd"}).json()


def test_what_others_keep_private_is_not_counted(at_desk, annotated, admin):
    annotated.annotations.filter(visibility="shared").delete()
    data = {"article": annotated.pk, "markup": "plain", "body": "It came back."}
    assert set(at_desk.post(reverse("admin:articles_article_preview"), data).json()) == {"html"}
    form = article_form(annotated, body="It came back.")
    assert at_desk.post(change_address(annotated), form).status_code == 302
    assert annotated.annotations.get().state == "lost"


@pytest.mark.parametrize("name", ["published_at", "source", "authors", "title", "body", "reason"])
def test_what_an_address_fills_in_is_no_fault_of_ours(client, editor, name):
    client.force_login(editor)
    address = reverse("admin:articles_article_add")
    assert client.get(address, {name: "2024-03-01 <x>"}).status_code == 200
