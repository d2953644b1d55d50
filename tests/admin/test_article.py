from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Revision
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from tests.admin.posting import LIST, article_form, change_address
from tests.factories import make_article, make_author, make_source, make_user

pytestmark = pytest.mark.django_db


def errors(response) -> str:
    assert response.status_code == 200
    return str(response.context["adminform"].form.errors)


def titles(response) -> list[str]:
    return [article.title for article in response.context["cl"].result_list]


def test_a_changed_body_is_kept_with_who_and_why(at_desk, editor):
    article = make_article(body="The ferry left.")
    form = article_form(article, body="The ferry\r\nsank.", reason="It did sink")
    assert at_desk.post(change_address(article), form).status_code == 302
    article.refresh_from_db()
    assert (article.body, article.text, article.revision) == (
        "The ferry\nsank.",
        "The ferry\nsank.",
        2,
    )
    kept = Revision.objects.get()
    assert (kept.body, kept.made_by, kept.reason) == ("The ferry left.", editor, "It did sink")
    page = at_desk.get(change_address(article))
    assert "It did sink" in page.content.decode()
    assert reverse("articles:revision", args=[article.pk, 1]) in page.content.decode()
    hits = Listing(Scope(query=parse("sank"))).docids(0, 10)
    assert hits == [article.docid]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"published_at": None},
        {"published_at": dt.datetime(2024, 5, 1, 1, 2, 3, 456789, tzinfo=dt.UTC)},
        {"body": "\n  An indented line\tand a tab\n\n* and a star  \n", "markup": "markdown"},
        {"title": "Two  spaces\u00a0here", "source": None, "url": "", "url_key": ""},
        {"authors": ["Zoe Auk", "Ada Tern"]},
    ],
)
def test_saving_what_was_not_changed_keeps_no_revision(at_desk, values):
    article = make_article(**values)
    before = Article.objects.values().get(pk=article.pk)
    people = list(article.authorship_set.values_list("author", flat=True))
    assert at_desk.post(change_address(article), article_form(article)).status_code == 302
    after = Article.objects.values().get(pk=article.pk)
    assert not Revision.objects.exists()
    assert after | {"updated_at": None} == before | {"updated_at": None}
    assert list(article.authorship_set.values_list("author", flat=True)) == people


def test_authors_are_added_after_those_who_were_there(at_desk):
    article = make_article(authors=["Zoe Auk", "Bo Gull"])
    ada = make_author("Ada Tern")
    people = [*article.authors.values_list("pk", flat=True), ada.pk]
    at_desk.post(change_address(article), article_form(article, authors=people))
    links = article.authorship_set.order_by("position")
    assert [link.author.name for link in links] == ["Zoe Auk", "Bo Gull", "Ada Tern"]


def test_authors_follow_a_changed_byline_and_an_emptied_field(at_desk):
    article = make_article(authors=["Zoe Auk"])
    at_desk.post(change_address(article), article_form(article, byline="Bo Gull and Ada Tern"))
    names = set(article.authors.values_list("name", flat=True))
    assert names == {"Bo Gull", "Ada Tern"}
    article.refresh_from_db()
    at_desk.post(change_address(article), article_form(article, authors=[make_author("X").pk]))
    at_desk.post(change_address(article), article_form(article, authors=[]))
    assert set(article.authors.values_list("name", flat=True)) == names


def test_an_article_is_added_and_found(at_desk):
    blank = make_article(url="", url_key="")
    form = article_form(blank, title="Quite new", byline="Ada Tern", body="Plover!", authors=[])
    assert at_desk.post(reverse("admin:articles_article_add"), form).status_code == 302
    article = Article.objects.get(title="Quite new")
    assert [author.name for author in article.authors.all()] == ["Ada Tern"]
    assert Listing(Scope(query=parse("plover"))).docids(0, 10) == [article.docid]


def test_an_article_that_is_there_already_is_refused_with_its_number(at_desk):
    article = make_article(url="https://harbour.example/one", url_key="")
    other = make_article()
    form = article_form(other, url="HTTPS://harbour.example/one/?utm_source=x")
    assert f"number {article.pk}" in errors(at_desk.post(change_address(other), form))
    added = article_form(article, title="Again")
    response = at_desk.post(reverse("admin:articles_article_add"), added)
    assert f"number {article.pk}" in errors(response)
    bare = make_article(url="", url_key="")
    response = at_desk.post(reverse("admin:articles_article_add"), article_form(bare))
    assert f"number {bare.pk}" in errors(response)


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "\x01\x02"},
        {"title": "\u200b"},
        {"title": "x" * 501},
        {"title": "a\0b"},
        {"byline": "x" * 2001},
        {"body": ""},
        {"body": "\x07\r\n\t"},
        {"body": "a\0b"},
        {"body": "<!-- nothing to see -->", "markup": "markdown"},
        {"body": "é" * 2_600_000},
        {"markup": "html"},
        {"published_at_0": "2024-02-30"},
        {"published_at_0": "99999-01-01"},
        {"published_at_0": "0000-00-00"},
        {"published_at_0": "\0"},
        {"published_at_1": "25:00"},
        {"url": "javascript:alert(1)"},
        {"url": "http://[::1"},
        {"url": "http://"},
        {"url": "https://harbour.example/" + "x" * 2000},
        {"language": "en_GB"},
        {"language": "a-" * 30},
        {"source": "99999999999999999999999"},
        {"source": "x"},
        {"authors": ["x"]},
        {"authors": ["99999999999999999999999"]},
        {"reason": "x" * 301},
        {"reason": "\0"},
    ],
)
def test_what_makes_no_sense_gets_a_message(at_desk, values):
    article = make_article()
    assert errors(at_desk.post(change_address(article), article_form(article, **values)))
    assert not Revision.objects.exists()


def test_control_characters_are_dropped(at_desk):
    article = make_article()
    form = article_form(
        article, title=" A\x07b\tc\x85 ", byline="A\x01da", body="One\x0b\r\nTwo", reason="So\x02"
    )
    assert at_desk.post(change_address(article), form).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.byline, article.body) == ("Ab c", "Ada", "One\nTwo")


@pytest.mark.parametrize("date", ["0001-01-01", "1066-10-14", "9999-12-31", "1969-12-31"])
def test_any_date_of_the_calendar_is_kept_and_listed(at_desk, date):
    article = make_article()
    make_article()
    form = article_form(article, published_at_0=date, published_at_1="12:00:00")
    assert at_desk.post(change_address(article), form).status_code == 302
    response = at_desk.get(reverse(LIST), {"published": date})
    assert titles(response) == [article.title]
    assert f"{date} 12:00" in response.content.decode()


def test_the_number_of_queries_is_the_same_for_more_rows(at_desk):
    def look() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            response = at_desk.get(reverse(LIST))
        assert response.status_code == 200
        return len(queries), " ".join(query["sql"] for query in queries)

    source = make_source()
    for _ in range(10):
        make_article(source=source, authors=["Ada Tern"])
    look()
    few, _ = look()
    for _ in range(40):
        make_article(source=source, authors=["Ada Tern"])
    many, sql = look()
    assert few == many
    for column in ("body", "text", "html"):
        assert f'"articles_article"."{column}"' not in sql


def test_the_list_is_searched_within_its_filters(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.article.CAP", 2)
    wanted = make_article(title="Tide", source="Rare Post", authors=["Ada Tern"])
    for _ in range(3):
        make_article(title="Tide", source="Common Post")
    assert len(titles(at_desk.get(reverse(LIST), {"q": "tide"}))) == 2
    for values in ({"source": wanted.source_id}, {"author": wanted.authors.get().pk}):
        response = at_desk.get(reverse(LIST), {"q": "title:tide"} | values)
        assert [article.pk for article in response.context["cl"].result_list] == [wanted.pk]


@pytest.mark.parametrize(
    "query",
    [
        {"q": '"unbalanced'},
        {"q": "\0"},
        {"q": "OR OR -"},
        {"q": "*"},
        {"q": "x" * 5000},
        {"q": "a", "source": "x"},
        {"source": "9" * 30},
        {"author": "x"},
        {"published": "2024-13"},
        {"published": "²024"},
        {"published": "\0"},
        {"state": "odd"},
        {"p": "99999999999999999999"},
        {"p": "x"},
        {"o": "99.x"},
        {"all": ""},
        {"nonsense": "1"},
        {"published_at__year": "x"},
    ],
)
def test_odd_addresses_of_the_list_never_fail(at_desk, query):
    make_article()
    assert at_desk.get(reverse(LIST), query, follow=True).status_code == 200


def test_who_may_use_it(client, editor):
    article = make_article()
    addresses = [
        reverse(LIST),
        change_address(article),
        reverse("admin:articles_article_add"),
        reverse("admin:articles_article_import"),
        reverse("admin:articles_source_changelist"),
        reverse("admin:articles_author_changelist"),
        reverse("admin:articles_revision_changelist"),
    ]
    for kind in ("reader", "annotator", "stranger"):
        client.force_login(make_user(kind))
        assert {client.get(address).status_code for address in addresses} == {302}
    staff_without_rights = make_user("stranger", is_staff=True)
    client.force_login(staff_without_rights)
    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.post(change_address(article), article_form(article)).status_code == 403
    looking = make_user("reader", is_staff=True)
    client.force_login(looking)
    assert client.get(change_address(article)).status_code == 200
    assert client.post(change_address(article), article_form(article)).status_code == 403
    assert client.get(reverse("admin:articles_article_import")).status_code == 403
    assert client.post(reverse("admin:articles_article_preview"), {"body": "x"}).status_code == 403
    client.force_login(editor)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_preview_is_what_readers_would_see(at_desk):
    address = reverse("admin:articles_article_preview")
    body = "# Tide\n\n<script>alert(1)</script>"
    assert "<h2>Tide" in at_desk.post(address, {"body": body, "markup": "markdown"}).json()["html"]
    plain = at_desk.post(address, {"body": body, "markup": "odd"}).json()["html"]
    assert "&lt;script&gt;" in plain
    assert "<script" not in plain
    assert at_desk.post(address, {"body": "x" * 1_000_001}).status_code == 413
    assert at_desk.get(address).status_code == 403


def test_autocomplete_offers_names_that_stand(at_desk):
    make_source("Harbour Post")
    gone = make_source("Harbor Post")
    type(gone).objects.filter(pk=gone.pk).update(merged_into=make_source("Harbour Post"))

    def offered(term: str) -> list[str]:
        asked = {
            "term": term,
            "app_label": "articles",
            "model_name": "article",
            "field_name": "source",
        }
        answer = at_desk.get(reverse("admin:autocomplete"), asked)
        return [row["text"] for row in answer.json()["results"]]

    assert offered("HARB") == ["Harbour Post"]
    assert offered("\0") == ["Harbour Post"]
    assert offered("nobody") == []
