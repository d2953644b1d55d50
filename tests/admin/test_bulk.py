from __future__ import annotations

import pytest
from django.urls import reverse

from articles.admin import bulk
from articles.models import Article, Revision
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from tests.admin.posting import LIST, act, messages_of
from tests.factories import make_annotation, make_article, make_source, make_user

pytestmark = pytest.mark.django_db


def test_the_source_of_the_ticked_ones_is_set(at_desk, editor):
    new = make_source("New")
    chosen, other = make_article(source="Old"), make_article(source="Old")
    page = act(at_desk, LIST, "set_source", [chosen])
    assert chosen.title in page.content.decode()
    assert other.title not in page.content.decode()
    done = act(at_desk, LIST, "set_source", [chosen], apply="1", source=new.pk)
    assert messages_of(done) == ["1 article is from New now."]
    assert list(Article.objects.filter(source=new)) == [chosen]
    assert Revision.objects.get().made_by == editor


def test_no_source_or_one_that_is_not_there_is_asked_for_again(at_desk):
    article = make_article(source="Old")
    for source in ("", "x", "99999999999999999999"):
        page = act(at_desk, LIST, "set_source", [article], apply="1", source=source)
        assert page.context["form"].errors
    assert not Revision.objects.exists()


def test_all_pages_of_a_search_can_be_chosen(at_desk):
    new = make_source("New")
    wanted = {make_article(title="Tide").pk for _ in range(60)}
    other = make_article(title="Calm")
    response = at_desk.post(
        reverse(LIST) + "?q=tide",
        {
            "action": "set_source",
            "select_across": "1",
            "_selected_action": [min(wanted)],
            "apply": "1",
            "source": new.pk,
        },
        follow=True,
    )
    assert messages_of(response) == ["60 articles are from New now."]
    assert set(Article.objects.filter(source=new).values_list("pk", flat=True)) == wanted
    other.refresh_from_db()
    assert other.source != new


def test_rendering_again_brings_stale_pages_up_to_date(at_desk):
    stale, fresh = make_article(body="Plover"), make_article()
    Article.objects.filter(pk=stale.pk).update(html="<p>Old</p>", text="Old", text_digest="0")
    done = act(at_desk, LIST, "render_again", [stale, fresh])
    assert messages_of(done) == ["2 rendered again; 1 of them look different now."]
    stale.refresh_from_db()
    assert (stale.html, stale.text) == ("<p>Plover</p>", "Plover")
    assert not Revision.objects.exists()
    assert Listing(Scope(query=parse("plover"))).docids(0, 9) == [stale.docid]


def test_deleting_takes_the_search_rows_too(at_desk, editor):
    gone, stays = make_article(title="Tide"), make_article(title="Tide", duplicate_of=None)
    make_annotation(article=gone, author=editor, quote="ferry")
    page = act(at_desk, LIST, "delete_selected", [gone]).content.decode()
    assert "annotations" in page.casefold()
    act(at_desk, LIST, "delete_selected", [gone], post="yes")
    assert list(Article.objects.all()) == [stays]
    assert Listing(Scope(query=parse("tide"))).docids(0, 9) == [stays.docid]


def test_one_article_is_deleted_from_its_page(at_desk):
    article = make_article(title="Tide")
    address = reverse("admin:articles_article_delete", args=[article.pk])
    assert "Tide" in at_desk.get(address).content.decode()
    assert at_desk.post(address, {"post": "yes"}).status_code == 302
    assert not Article.objects.exists()
    assert Listing(Scope(query=parse("tide"))).docids(0, 9) == []


def test_too_many_are_not_deleted_at_once(at_desk, monkeypatch):
    monkeypatch.setattr(bulk, "DELETED_AT_ONCE", 1)
    articles = [make_article(), make_article()]
    done = act(at_desk, LIST, "delete_selected", articles, post="yes")
    assert messages_of(done) == ["Delete up to 1 at a time."]
    assert Article.objects.count() == 2


@pytest.mark.parametrize("key", ["x", "", "-1", "9" * 40, "\0", "²"])
def test_rows_that_are_none_are_refused(at_desk, key):
    make_article()
    asked = {"action": "render_again", "_selected_action": [key]}
    assert messages_of(at_desk.post(reverse(LIST), asked, follow=True))


def test_who_may_only_look_is_offered_nothing(client):
    article = make_article(source="Old")
    client.force_login(make_user("reader", is_staff=True))
    for action in ("set_source", "render_again", "delete_selected"):
        act(client, LIST, action, [article], apply="1", post="yes", source=make_source("New").pk)
    article.refresh_from_db()
    assert article.source.name == "Old"
