from __future__ import annotations

import pytest
from django.contrib import messages
from django.test import RequestFactory

from articles.actions.articles import change
from articles.actions.near_duplicates import link_new
from articles.models import Uncompared
from articles.pages.caching import article_etag
from tests.actions.test_near_duplicates import LOCAL, WIRE
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db


def test_an_unchanged_article_is_not_sent_again(client):
    article = make_article()
    first = client.get(article.get_absolute_url())
    again = client.get(article.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Cookie" in first["Vary"]


def test_every_change_that_shows_gives_another_tag(client, reader, annotator, settings):
    article, other = make_article(), make_article()
    address = article.get_absolute_url()
    tags = []

    def look(**kwargs) -> None:
        headers = {"If-None-Match": ", ".join(tags)} if tags else {}
        response = client.get(kwargs.get("address", address), headers=headers)
        assert response.status_code == 200
        tags.append(response["ETag"])

    look()
    look(address=f"{address}?source=harbour-post")
    change(article=article, by=None, reason="", body="The ferry stays.")
    look()
    annotation = make_annotation(article=article, author=annotator, quote="ferry")
    look()
    annotation.delete()
    make_article()
    look()
    client.cookies["theme"] = "dark"
    look()
    client.force_login(reader)
    look()
    client.force_login(annotator)
    look()
    change(article=article, by=None, reason="", title="Another title")
    address = f"/articles/{article.pk}/another-title/"
    look(address=address)
    change(article=other, by=None, reason="", title="The neighbour's title")
    look(address=address)
    assert len(set(tags)) == len(tags) == 10


def test_a_message_that_is_told_once_is_not_kept(client, reader):
    article = make_article()
    request = RequestFactory().get(article.get_absolute_url())
    request.user = reader
    request.session = {}
    request._messages = messages.storage.cookie.CookieStorage(request)
    assert article_etag(request, article.pk, "") is not None
    messages.success(request, "Logged in")
    assert article_etag(request, article.pk, "") is None
    assert len(list(messages.get_messages(request))) == 1


def test_no_article_no_tag(client):
    assert make_user()
    request = RequestFactory().get("/")
    assert article_etag(request, 999_999, "") is None
    assert "ETag" not in client.get("/articles/999999/x/")


def test_a_link_to_a_text_nearly_the_same_that_is_found_later_is_shown(client):
    article, other = make_article(body=WIRE), make_article(body=LOCAL)
    first = client.get(article.get_absolute_url())
    Uncompared.objects.bulk_create(Uncompared(article=one) for one in (article, other))
    list(link_new())
    again = client.get(article.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert other.title in again.content.decode().partition("Nearly the same text:")[2]
