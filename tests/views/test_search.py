"""The search syntax from the address to the marks on the pages."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db):
    make_article(title="Harbour budget", body="The council voted.", byline="Zoë Quay", authors=[])
    make_article(title="Ferry", body="The harbour has a new budget and a café.", source="Tern")
    make_article(title="Strike", body="A budget for the harbour; the ferries stay.", source="Tern")
    make_article(title="港口開放", body="東京の港口が開放された。", language="ja")
    make_article(title="الميناء", body="افتتح الميناء الجديد.", language="ar")


def get(client, words: str, **more: str) -> str:
    response = client.get("/articles/?" + urlencode({"q": words, "order": "oldest", **more}))
    assert response.status_code == 200
    return response.text


def titles(page: str) -> list[str]:
    rows = re.findall(r'<h2 class="row-title"[^>]*>(.*?)</h2>', page)
    return [re.sub("<[^>]+>", "", row) for row in rows]


def hits(html: str) -> list[str]:
    return re.findall(r'<mark class="hit">(.*?)</mark>', html)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("harbour budget", ["Harbour budget", "Ferry", "Strike"]),
        ('"harbour budget"', ["Harbour budget"]),
        ("“harbour budget”", ["Harbour budget"]),
        ("harbour -council", ["Ferry", "Strike"]),
        ("council OR ferries", ["Harbour budget", "Strike"]),
        ("title:ferry", ["Ferry"]),
        ("title:harbour", ["Harbour budget"]),
        ("byline:zoe", ["Harbour budget"]),
        ("ferr*", ["Ferry", "Strike"]),
        ("CAFE", ["Ferry"]),
        ("-harbour", ["港口開放", "الميناء"]),
        ("東京", ["港口開放"]),
        ("開放", ["港口開放"]),
        ("الميناء", ["الميناء"]),
        ('"harbour budget', ["Harbour budget"]),
        ("harbour )) AND", ["Harbour budget", "Ferry", "Strike"]),
        ("zebra", []),
    ],
)
def test_the_syntax_finds_what_it_says(archive, client, words, expected):
    page = get(client, words)
    assert titles(page) == expected
    assert f'data-total="{len(expected)}"' in page


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "*",
        "-",
        "OR",
        "NOT",
        "title:",
        "((((",
        ")",
        "a AND OR NOT b",
        "NEAR(",
        "'; --",
        "\\",
        "^a",
        "{x}:",
        "%",
        "a:*b",
        '""',
        "🚢",
        "‏",
        "&|!",
        ":*",
        "a" * 1000,
        "( " * 400,
    ],
)
def test_no_operator_and_no_quote_fails(archive, client, words):
    page = get(client, words)
    total = re.search(r'data-total="(\d+)"', page)[1]
    assert int(total) == len(titles(page))
    assert client.get("/articles/facets/?" + urlencode({"q": words})).status_code == 200
    assert client.get("/articles.atom?" + urlencode({"q": words})).status_code == 200


def test_words_that_say_nothing_find_nothing_and_say_so(archive, client):
    page = get(client, "?!")
    assert titles(page) == []
    assert "The query has no word to search for" in page


def test_hits_are_marked_in_the_title_and_the_snippet(archive, client):
    page = get(client, "harb* -strike", source="tern")
    assert titles(page) == ["Ferry"]
    snippet = re.search(r'<p class="snippet"[^>]*>(.*?)</p>', page)[1]
    assert hits(snippet) == ["harbour"]
    assert hits(get(client, "title:harbour")) == ["Harbour"]
    assert hits(get(client, "開放")) == ["開放", "開放"]
    assert hits(get(client, "cafe")) == ["café"]


def test_hits_are_marked_inside_the_article_when_it_is_opened_from_the_list(archive, client):
    page = get(client, '"new budget" -zebra title:ferry')
    address = re.search(r'<a href="(/articles/\d+/ferry/[^"]*)"', page)[1].replace("&amp;", "&")
    article = client.get(address).text
    body = re.search(r"data-article-text[^>]*>(.*?)</div>", article, re.DOTALL)[1]
    assert hits(body) == ["new budget"]
    assert re.sub("<[^>]+>", "", body) == "The harbour has a new budget and a café."
    assert hits(client.get(address.partition("?")[0]).text) == []


def test_best_matches_first(client):
    make_article(title="Harbour", body="harbour harbour")
    make_article(title="Other", body="once the harbour " + "and more words " * 200)
    page = client.get("/articles/?q=harbour&order=relevance").text
    assert titles(page) == ["Harbour", "Other"]
    assert '<option value="relevance" selected>' in page
    assert titles(client.get("/articles/?order=relevance").text) == ["Other", "Harbour"]


def test_markup_in_titles_and_texts_is_never_live(client):
    make_article(title="<img src=x> ferry", body="<script>alert(1)</script> ferry & <b>")
    page = get(client, "ferry")
    assert "<img src=x>" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark" in page
    hostile = get(client, '"><script>alert(2)</script>')
    assert "<script>alert(2)" not in hostile
