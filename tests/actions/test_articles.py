"""Changing, making, rendering and removing articles, with all that hangs on them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from articles.actions.articles import change, create, remove, rerender, revise
from articles.models import Article, Author, Authorship, Revision
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from tests.factories import make_article, make_author, make_source, make_user

pytestmark = pytest.mark.django_db


def found(words: str) -> list[int]:
    docids = Listing(Scope(query=parse(words))).docids(0, 100)
    return list(Article.objects.filter(docid__in=docids).values_list("pk", flat=True))


def test_revising_keeps_the_state_before_with_who_and_why():
    editor = make_user("editor")
    article = make_article(body="Old words.")
    revised = revise(article=article, body="New words.", by=editor, reason="A correction")
    assert (revised.text, revised.revision) == ("New words.", 2)
    state = Revision.objects.get()
    assert (state.number, state.body, state.made_by, state.reason) == (
        1,
        "Old words.",
        editor,
        "A correction",
    )
    assert found("old") == []
    assert found("new") == [article.pk]


def test_revising_to_the_same_keeps_no_state():
    article = make_article(body="Words.")
    assert revise(article=article, body="Words.", by=None, reason="").revision == 1
    assert not Revision.objects.exists()


def test_states_are_numbered_one_after_another():
    article = make_article()
    for body in ("Two.", "Three.", "Four."):
        revise(article=article, body=body, by=AnonymousUser(), reason="")
    assert list(article.revisions.values_list("number", flat=True)) == [3, 2, 1]
    assert Revision.objects.filter(made_by=None).count() == 3


def test_a_new_byline_makes_new_authors():
    article = make_article(authors=["Ada Tern"], byline="Ada Tern")
    change(article=article, by=None, reason="", byline="Bo Lind and Cy Moor")
    assert [one.name for one in article.authors.order_by("authorship__position")] == [
        "Bo Lind",
        "Cy Moor",
    ]


def test_given_authors_stand_whatever_the_byline_says():
    article = make_article(authors=["Ada Tern"], byline="Ada Tern")
    people = [make_author("Di Rook")]
    change(article=article, by=None, reason="", byline="D. Rook", authors=people)
    assert [one.name for one in article.authors.all()] == ["Di Rook"]


def test_a_new_date_moves_the_article_and_its_search_row():
    old = make_article(published_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), authors=["Ada Tern"])
    new = make_article(published_at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC))
    change(article=old, by=None, reason="", published_at=dt.datetime(2022, 1, 1, tzinfo=dt.UTC))
    assert list(Article.objects.newest()) == [old, new]
    moved = Article.objects.get(pk=old.pk)
    assert Authorship.objects.get(article=old).docid == moved.docid
    listing = Listing(Scope(query=parse("ferry")))
    assert listing.docids(0, 10)[0] == moved.docid
    assert listing.total.number == 2


def test_a_source_is_a_filter_of_search_at_once():
    article = make_article(source="Harbour Post")
    other = make_source("Coast Daily")
    change(article=article, by=None, reason="", source_id=other.pk)
    listing = Listing(Scope(query=parse("ferry"), sources=(other.pk,)))
    assert listing.total.number == 1


def test_what_is_no_content_is_refused():
    with pytest.raises(TypeError, match="docid"):
        change(article=make_article(), by=None, reason="", docid=7)


def test_a_failed_change_leaves_the_article_as_it_was(monkeypatch):
    article = make_article(body="Before.")

    def fail(**options):
        raise RuntimeError("power cut")

    monkeypatch.setattr("articles.actions.articles.index", fail)
    with pytest.raises(RuntimeError):
        revise(article=article, body="After.", by=None, reason="")
    assert Article.objects.get().text == "Before."
    assert not Revision.objects.exists()


def test_creating_makes_authors_and_a_search_row():
    article = create(title="A title", body="Some words.", byline="Ada Tern, Bo Lind")
    assert article.authors.count() == 2
    assert found("words") == [article.pk]


def test_creating_what_is_there_is_refused():
    create(title="A title", body="Some words.", url="https://a.example/1")
    with pytest.raises(IntegrityError):
        create(title="Another", body="Other words.", url="https://a.example/1/")


def test_a_copy_is_linked_to_the_first():
    first = create(title="One", body="The same words.", url="https://a.example/1")
    copy = create(title="Two", body="The same words.", url="https://b.example/1")
    assert Article.objects.get(pk=copy.pk).duplicate_of == first
    revise(article=copy, body="Words of its own.", by=None, reason="")
    assert Article.objects.get(pk=copy.pk).duplicate_of is None


def test_removing_takes_the_search_row_and_hands_copies_on():
    first = create(title="One", body="The same words.", url="https://a.example/1")
    second = create(title="Two", body="The same words.", url="https://b.example/1")
    third = create(title="Three", body="The same words.", url="https://c.example/1")
    remove(articles=[first])
    assert sorted(found("same")) == [second.pk, third.pk]
    assert Article.objects.get(pk=second.pk).duplicate_of is None
    assert Article.objects.get(pk=third.pk).duplicate_of == second


def test_rendering_again_brings_back_what_the_renderer_says():
    article = make_article(body="Words.")
    Article.objects.filter(pk=article.pk).update(html="<p>stale</p>", text="stale")
    make_article()
    assert rerender(articles=Article.objects.all()) == 1
    assert Article.objects.get(pk=article.pk).text == "Words."
    assert not Revision.objects.exists()


def test_authors_without_articles_stay():
    article = make_article(authors=["Ada Tern"])
    remove(articles=[article])
    assert Author.objects.filter(name="Ada Tern").exists()
