"""Two editors have the same article open: the second is told, and nothing is lost unseen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Revision
from tests.admin.posting import article_form, change_address
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client, editor):
    """An article, and its form as somebody has had it open since before another's change."""
    article = make_article(body="The ferry left at noon.")
    client.force_login(editor)
    page = client.get(change_address(article))
    seen = page.context["adminform"].form["state_seen"].value()
    stale = article_form(article, state_seen=seen, title="Mine")
    theirs = article_form(article, state_seen=seen, body="The ferry left at one.")
    client.post(change_address(article), theirs)
    article.refresh_from_db()
    assert article.body == "The ferry left at one."
    return article, stale


def test_the_second_is_told_and_sees_what_the_first_changed(client, opened):
    article, stale = opened
    page = client.post(change_address(article), stale)
    assert page.status_code == 200
    said = page.content.decode()
    assert "Somebody else has changed this article since you opened it" in said
    assert reverse("articles:revision", args=[article.pk, 1]) in said
    assert 'value="Mine"' in said  # what was typed is still there
    article.refresh_from_db()
    assert (article.title == "Mine", article.body) == (False, "The ferry left at one.")


def test_saved_again_it_counts_and_the_other_state_is_kept(client, opened):
    article, stale = opened
    page = client.post(change_address(article), stale)
    again = stale | {"state_seen": page.context["adminform"].form["state_seen"].value()}
    assert client.post(change_address(article), again).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.body) == ("Mine", "The ferry left at noon.")
    assert Revision.objects.get(article=article, number=2).body == "The ferry left at one."


def test_whoever_is_alone_is_not_asked(client, editor):
    article = make_article()
    client.force_login(editor)
    for number in (1, 2):
        form = article_form(article, state_seen=number, title=f"Title {number}")
        assert client.post(change_address(article), form).status_code == 302
        article.refresh_from_db()
        assert (article.title, article.revision) == (f"Title {number}", number + 1)
