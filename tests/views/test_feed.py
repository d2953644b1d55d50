from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = ']]> <script>alert(1)</script> & "quotes" \ufffe \U0001f6a2 \u202eevil'


@pytest.fixture
def feed(client):
    def read(query: str = "") -> ET.Element:
        response = client.get(f"/articles.atom{query}")
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/atom+xml")
        return ET.fromstring(response.content)

    return read


def texts(feed: ET.Element, path: str) -> list[str]:
    return [
        one.text or "" for one in feed.findall("/".join(ATOM + part for part in path.split("/")))
    ]


def test_what_rfc_4287_asks_for(feed):
    article = make_article(title="Ferry", source=None, published_at=None)
    day = dt.datetime(1969, 7, 20, tzinfo=dt.UTC)
    make_article(title="Dated", authors=["Ada Oar"], published_at=day)
    read = feed("?order=oldest")
    for parent in (read, *read.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (child,) = parent.findall(ATOM + name)
            assert child.text
        dt.datetime.fromisoformat(parent.find(f"{ATOM}updated").text)
    # Every entry has an author, its own or the feed's.
    assert texts(read, "author/name") == ["Newsroom"]
    assert texts(read, "entry/author/name") == ["Ada Oar"]
    ids = texts(read, "entry/id")
    assert len(set(ids)) == 2
    assert ids[1].endswith(f"/articles/{article.pk}/")
    relations = {link.get("rel"): link.get("href") for link in read.findall(f"{ATOM}link")}
    assert relations["self"].endswith("/articles.atom?order=oldest")
    assert texts(read, "entry/published")[0].startswith("1969-07-20T")
    assert len(texts(read, "entry/published")) == 1


def test_hostile_titles_and_texts_stay_text(feed):
    make_article(title=HOSTILE, body=f"{HOSTILE}\n<b>bold?</b>", byline=HOSTILE)
    read = feed()
    (title,) = texts(read, "entry/title")
    assert title == HOSTILE.replace("\ufffe", "")
    summary = read.find(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert "&lt;script&gt;" in summary.text
    assert "<" not in summary.text


def test_the_newest_of_the_same_filter(feed):
    for number in range(60):
        make_article(title=f"Tern {number}", source="Tern")
    make_article(title="Gull", source="Gull")
    shown = texts(feed("?source=tern&q=ferry&order=oldest"), "entry/title")
    assert shown == [f"Tern {number}" for number in range(59, 9, -1)]


def test_nothing_found_is_an_empty_feed_and_a_wrong_filter_a_bad_request(feed, client):
    assert texts(feed("?q=zebra"), "entry/title") == []
    assert texts(feed("?q=%3C%26%01%22"), "title") == ['Newsroom: <&"']
    response = client.get("/articles.atom?source=nowhere")
    assert response.status_code == 400
    assert "There is no source called" in response.text
