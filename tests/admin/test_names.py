from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article, Author, Source
from tests.admin.posting import act, messages_of
from tests.factories import make_article, make_author, make_source, make_user

pytestmark = pytest.mark.django_db
SOURCES = "admin:articles_source_changelist"
AUTHORS = "admin:articles_author_changelist"


def change_address(row) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def test_a_source_is_renamed_and_found_under_both_names(at_desk):
    article = make_article(source="Harbor Post")
    address = article.source.get_absolute_url()
    assert (
        at_desk.post(change_address(article.source), {"name": " Harbour  Post "}).status_code == 302
    )
    assert Source.objects.standing().get().name == "Harbour Post"
    assert article.title in at_desk.get(address).content.decode()
    by_name = at_desk.get(reverse("articles:list"), {"source": "Harbor Post"})
    assert article.title in by_name.content.decode()
    assert "Harbor Post" in at_desk.get(change_address(article.source)).content.decode()


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 201, "\0", "\x01", "\u200b", "second", "Ｓｅｃｏｎｄ"]
)
def test_a_name_that_cannot_be_is_refused(at_desk, name):
    make_source("Second")
    source = make_source("First")
    response = at_desk.post(change_address(source), {"name": name})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["name"]
    response = at_desk.post(reverse("admin:articles_source_add"), {"name": name})
    assert response.context["adminform"].form.errors["name"]
    assert set(Source.objects.values_list("name", flat=True)) == {"First", "Second"}


def test_sources_are_merged_after_a_question(at_desk, editor):
    for _ in range(2):
        make_article(source="Harbour Post")
    make_article(source="Harbor Post")
    big, small = make_source("Harbour Post"), make_source("Harbor Post")
    page = act(at_desk, SOURCES, "merge", [small, big])
    assert [row.name for row in page.context["rows"]] == ["Harbour Post", "Harbor Post"]
    done = act(at_desk, SOURCES, "merge", [small, big], into=big.pk)
    assert messages_of(done) == [
        "Merged into Harbour Post: 1 article moved. Old addresses lead to it."
    ]
    assert Article.objects.filter(source=big).count() == 3
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (editor, "Merged into it: Harbor Post")
    listed = at_desk.get(small.get_absolute_url())
    assert 'data-total="3"' in listed.content.decode()


def test_authors_are_merged(at_desk):
    article = make_article(authors=["A. Tern"])
    short, full = make_author("A. Tern"), make_author("Ada Tern")
    act(at_desk, AUTHORS, "merge", [short, full], into=full.pk)
    assert list(article.authors.all()) == [full]
    assert list(Author.objects.standing()) == [full]


def test_fewer_than_two_are_not_merged(at_desk):
    first, second = make_source(), make_source()
    assert "Choose 2" in messages_of(act(at_desk, SOURCES, "merge", [first]))[0]
    act(at_desk, SOURCES, "merge", [first, second], into=second.pk)
    # The first one is merged by now.
    assert "Choose 2" in messages_of(act(at_desk, SOURCES, "merge", [first, second]))[0]


def test_only_one_of_the_chosen_can_stay(at_desk):
    first, second, other = make_source(), make_source(), make_source()
    page = act(at_desk, SOURCES, "merge", [first, second], into=other.pk)
    assert page.context["rows"]
    assert Source.objects.standing().count() == 3


def test_what_was_merged_is_only_looked_at(at_desk):
    first, second = make_source("First"), make_source("Second")
    act(at_desk, SOURCES, "merge", [first, second], into=second.pk)
    assert at_desk.get(change_address(first)).status_code == 200
    assert at_desk.post(change_address(first), {"name": "Third"}).status_code == 403


def test_only_names_without_articles_are_deleted(at_desk):
    used, free = make_article(source="Used").source, make_source("Free")
    assert messages_of(act(at_desk, SOURCES, "delete_selected", [used, free])) == ["1 deleted."]
    assert list(Source.objects.all()) == [used]
    address = reverse("admin:articles_source_delete", args=[used.pk])
    assert at_desk.post(address, {"post": "yes"}).status_code == 403


def test_names_are_searched_without_regard_to_case(at_desk):
    make_source("Ålesund Post")
    make_source("Other")
    for typed in ("ÅLESUND", "ålesund post"):
        rows = at_desk.get(reverse(SOURCES), {"q": typed}).context["cl"].result_list
        assert [row.name for row in rows] == ["Ålesund Post"]


@pytest.mark.parametrize("address", [SOURCES, AUTHORS])
def test_the_number_of_queries_is_the_same_for_more_rows(at_desk, count_queries, address):
    def look():
        assert at_desk.get(reverse(address)).status_code == 200

    for number in range(10):
        make_article(source=f"Source {number}", authors=[f"Author {number}"])
    look()
    few = count_queries(look)
    for number in range(10, 50):
        make_article(source=f"Source {number}", authors=[f"Author {number}"])
    assert count_queries(look) == few


def test_who_may_only_look_merges_nothing(client):
    first, second = make_source(), make_source()
    client.force_login(make_user("reader", is_staff=True))
    act(client, SOURCES, "merge", [first, second], into=second.pk)
    assert Source.objects.standing().count() == 2
