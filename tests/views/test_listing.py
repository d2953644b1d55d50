from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.urls import reverse

from articles.actions.names import merge_authors, merge_sources
from articles.models import Article
from articles.models.facets import Author, Source
from tests.factories import make_annotation, make_article, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(client):
    """A function that returns the titles of the list's rows, in order."""

    def read(query: str = "") -> list[str]:
        response = client.get(f"/articles/{query}")
        assert response.status_code == 200
        return [
            re.sub("<[^>]+>", "", title)
            for title in re.findall(r'<h2 class="row-title"[^>]*>(.*?)</h2>', response.text)
        ]

    return read


@pytest.fixture
def archive(db) -> dict[str, Article]:
    def at(year: int, month: int = 6, day: int = 15) -> dt.datetime:
        return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)

    return {
        "old": make_article(
            title="Moon landing", source="Tern", authors=["Ada Oar"], published_at=at(1969, 7, 20)
        ),
        "middle": make_article(
            title="Budget", source="Gull", authors=["Ada Oar", "Bo Quay"], published_at=at(2019)
        ),
        "new": make_article(
            title="Ferry", source="Tern", authors=["Cy Pier"], published_at=at(2024)
        ),
        "undated": make_article(title="Leaflet", source=None, published_at=None),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Ferry", "Budget", "Moon landing", "Leaflet"]),
        ("?order=oldest", ["Leaflet", "Moon landing", "Budget", "Ferry"]),
        ("?source=tern", ["Ferry", "Moon landing"]),
        ("?source=TERN", ["Ferry", "Moon landing"]),
        ("?source=tern&source=gull", ["Ferry", "Budget", "Moon landing"]),
        ("?author=ada-oar", ["Budget", "Moon landing"]),
        ("?author=ada-oar&author=cy-pier&author=", ["Ferry", "Budget", "Moon landing"]),
        ("?author=ada-oar&source=tern", ["Moon landing"]),
        ("?published_after=2019-06-15", ["Ferry", "Budget"]),
        ("?published_before=2019-06-15", ["Budget", "Moon landing"]),
        ("?published_before=1969-07-20", ["Moon landing"]),
        ("?published_after=1969-07-21&published_before=2023-12-31", ["Budget"]),
        ("?published_after=2019-06-15&published_before=2019-06-15", ["Budget"]),
        ("?q=ferry+noon&source=tern&order=oldest", ["Moon landing", "Ferry"]),
        ("?q=noon&author=ada-oar&published_after=2000-01-01", ["Budget"]),
        ("?annotated=no&source=gull", ["Budget"]),
        ("?annotated=yes", []),
        ("?annotated=&source=&q=&page=", ["Ferry", "Budget", "Moon landing", "Leaflet"]),
    ],
)
def test_filters_alone_and_together(archive, titles, query, expected):
    assert titles(query) == expected


def test_rows_and_total_can_be_read_by_programs(archive, client):
    page = client.get("/articles/?source=tern").text
    rows = re.findall(r'data-article-id="(\d+)"', page)
    assert rows == [str(archive["new"].pk), str(archive["old"].pk)]
    assert 'data-total="2"' in page
    assert "data-total-capped" not in page


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("source=nowhere", "source", "There is no source called “nowhere”."),
        ("source=tern&source=nowhere", "source", "There is no source called “nowhere”."),
        ("source=5%25+off", "source", "There is no source called “5% off”."),
        ("author=nobody", "author", "There is no author called “nobody”."),
        ("tag=nothing", "tag", "There is no tag called “nothing”."),
        ("annotated=perhaps", "annotated", "“perhaps” is neither yes nor no."),
        ("published_after=yesterday", "published_after", "This is no date."),
        ("published_before=2024-02-30", "published_before", "This is no date."),
        (
            "published_after=2024-02-02&published_before=2024-02-01",
            "published_before",
            "The last day is before the first one.",
        ),
        ("order=random", "order", "Orders are newest, oldest and relevance."),
        ("q=a%00b", "q", "Null characters are not allowed."),
        ("source=%00", "source", "That is no name in this archive."),
        ("q=" + "a" * 1001, "q", "Ensure this value has at most 1000 characters"),
    ],
)
def test_a_value_that_means_nothing_gives_a_message_and_no_rows(
    archive, client, query, field, message
):
    response = client.get(f"/articles/?{query}")
    assert response.status_code == 200
    assert "data-article-id" not in response.text
    assert 'data-total="0"' in response.text
    shown = re.search(rf'id="id_{field}_error" role="alert">([^<]*)', response.text)
    assert message in shown[1].replace("&quot;", '"')
    control = re.search(rf'<(?:input|select)[^>]* id="id_{field}"[^>]*>', response.text)[0]
    assert 'aria-invalid="true"' in control
    assert f"id_{field}_errors" in control


def test_a_wrong_value_stays_in_its_field_and_does_not_undo_the_others(archive, client):
    make_tag("Sea", slug="sea")
    page = client.get(
        "/articles/?source=tern&source=nowhere&author=ada-oar&tag=sea&tag=cea&order=oldest&q=noon"
    ).text
    assert re.search(r'value="tern" checked', page)
    assert re.search(r'id="id_source" value="nowhere"', page)
    assert re.search(r'value="ada-oar" checked', page)
    assert re.search(r'value="sea" checked', page)
    assert re.search(r'id="id_tag" value="cea"', page)
    assert re.search(r'<option value="oldest" selected>', page)
    assert re.search(r'id="id_q" value="noon"', page)


def test_merged_names_still_filter(archive, titles):
    tern, gull = Source.objects.get(slug="tern"), Source.objects.get(slug="gull")
    merge_sources(sources=[gull], into=tern)
    ada, bo = Author.objects.get(slug="ada-oar"), Author.objects.get(slug="bo-quay")
    merge_authors(authors=[ada], into=bo)
    everything = ["Ferry", "Budget", "Moon landing"]
    assert titles("?source=gull") == titles("?source=Gull") == everything
    assert titles("?source=tern&q=noon") == titles("?source=gull&q=noon") == everything
    assert titles("?author=ada-oar") == ["Budget", "Moon landing"]
    assert titles("?author=ada-oar&q=noon") == ["Budget", "Moon landing"]


def test_tags_and_annotations_of_others_that_are_private_do_not_count(archive, titles, client):
    one, other = make_user("annotator"), make_user("annotator")
    tag, secret = make_tag("Sea", slug="sea"), make_tag("Doubt", slug="doubt")
    make_annotation(article=archive["new"], author=one, quote="ferry", tags=[tag])
    make_annotation(article=archive["new"], author=other, quote="noon", tags=[tag])
    make_annotation(
        article=archive["old"], author=one, quote="noon", tags=[secret], visibility="private"
    )
    assert titles("?tag=sea") == titles("?tag=Sea") == titles("?annotated=yes") == ["Ferry"]
    assert titles("?tag=doubt") == []
    assert titles("?annotated=no") == ["Budget", "Moon landing", "Leaflet"]
    assert titles("?annotated=no&q=noon") == ["Budget", "Moon landing", "Leaflet"]
    page = client.get("/articles/").text
    assert re.findall(r"<bdi>(\w+)</bdi> <span class=\"count\">(\d+)</span>", page) == [
        ("Sea", "2")
    ]
    client.force_login(one)
    assert titles("?tag=doubt") == titles("?tag=doubt&q=noon") == ["Moon landing"]
    assert titles("?tag=doubt&tag=sea") == ["Ferry", "Moon landing"]
    client.force_login(other)
    assert titles("?tag=doubt") == []


def test_a_row_tells_what_there_is_to_know(client):
    first = make_article(
        title="<Ferry> & co", source="Tern", authors=["Ada Oar"], byline="By Ada Oar", revision=3
    )
    make_article(title="نص", language="ar", duplicate_of=first, source=None, published_at=None)
    page = client.get("/articles/").text
    assert "&lt;Ferry&gt; &amp; co" in page
    assert all(part in page for part in ("<bdi>Tern</bdi>", "<bdi>By Ada Oar</bdi>", "1 min"))
    assert ">revised<" in page
    assert ">duplicate<" in page
    assert ">no date<" in page
    assert re.search(r'<h2 class="row-title" dir="auto" lang="ar">', page)


def test_the_address_holds_the_filter_wherever_the_page_leads(archive, client):
    for number in range(30):
        make_article(title=f"More {number}", source="Tern")
    page = client.get("/articles/?source=tern&order=oldest&junk=1").text
    assert 'href="?source=tern&amp;order=oldest&amp;page=2"' in page
    assert 'href="/articles.atom?source=tern&amp;order=oldest"' in page
    assert f"/{archive['old'].slug}/?source=tern&amp;order=oldest" in page


def test_pages_follow_each_other_without_gap_or_repetition(client):
    for _ in range(60):
        make_article(published_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    seen = []
    for number in (1, 2, 3):
        page = client.get(f"/articles/?page={number}").text
        seen += re.findall(r'data-article-id="(\d+)"', page)
        assert f'<span aria-current="page">{number}</span>' in page
    assert len(seen) == len(set(seen)) == 60
    assert "data-next" not in page
    assert re.search(r"data-previous[^>]*>Newer<", page)


@pytest.mark.parametrize("number", ["2", "400", "0", "-1", "x", "1e3", "9" * 30, "1000001"])
def test_pages_that_there_are_not_are_not_found(archive, client, number):
    response = client.get(f"/articles/?page={number}")
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_an_empty_archive_says_how_to_fill_it(client):
    page = client.get("/articles/").text
    assert "The archive is empty" in page
    assert 'data-total="0"' in page


def test_names_to_choose_from(client):
    merged, kept = make_source("Harbour Gazette"), make_source("The Harbour")
    Source.objects.filter(pk=merged.pk).update(merged_into=kept)
    make_source("Harbour Post")
    names = client.get(f"/articles/names/?of=source&q={quote('HARB')}").json()["names"]
    assert names == ["Harbour Post", "The Harbour"]
    assert client.get("/articles/names/?of=author&q=%00").json() == {"names": []}
    assert client.get("/articles/names/?of=password&q=a").status_code == 404


def test_counts_come_by_themselves_where_there_are_many_articles(client, monkeypatch):
    """The list does not wait for them; without JavaScript a link asks for them."""
    monkeypatch.setattr("articles.pages.facets.COUNTED_AT_ONCE", 2)
    for _ in range(3):
        make_article(source="Harbour Post")
    address = reverse("articles:list")
    late = client.get(address).content.decode()
    assert "data-facets-late" in late
    assert "data-count=" not in late
    assert "?counts=yes" in late
    asked = client.get(f"{address}?counts=yes").content.decode()
    assert 'data-count="3"' in asked
    assert "counts=yes" not in asked
    assert 'data-count="3"' in client.get(reverse("articles:facets")).content.decode()


def test_counts_over_very_many_articles_are_kept_until_one_comes(
    client, monkeypatch, count_queries
):
    for module in ("models.listing", "models.facets"):
        monkeypatch.setattr(f"articles.{module}.CAP", 2)
    for _ in range(3):
        make_article(source="Harbour Post")

    caches["counts"].clear()

    def counts() -> str:
        return client.get(reverse("articles:facets")).content.decode()

    first = count_queries(counts)
    assert count_queries(counts) < first
    assert 'data-count="3"' in counts()
    make_article(source="Harbour Post")
    assert 'data-count="4"' in counts()
