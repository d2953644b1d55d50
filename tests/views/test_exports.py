"""Files of a list: all of it, nothing else, and never a part that looks whole."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.urls import reverse

from articles.exporters import FORMATS
from articles.pages import records
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    top = make_tag("Weather", slug="weather")
    return [top, make_tag("Fog", slug="fog", parent=top)]


@pytest.fixture
def said(annotator, colleague, tags):
    """The first has two tags and a reply, the second is of a whole article, the third private."""
    article = make_article(
        title="Late again", source="Tern", authors=["Ada", "Bo"], body="The ferry left late."
    )
    first = make_annotation(article=article, author=annotator, quote="ferry", tags=tags)
    return [
        first,
        make_annotation(article=article, author=colleague, note="=About all"),
        make_annotation(article=article, author=colleague, quote="late", visibility="private"),
        make_annotation(article=article, author=colleague, note="Indeed.", reply_to=first),
    ]


@pytest.fixture
def get(client, annotator):
    client.force_login(annotator)

    def fetch(name: str, query: str = ""):
        return client.get(reverse("articles:annotations_export", args=[name]) + query)

    return fetch


def content(response) -> bytes:
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content)


def rows(response) -> list[dict[str, str]]:
    text = content(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_each_annotation_and_tag_and_the_replies(get, said):
    found = rows(get("csv", "?order=oldest"))
    told = [(row["annotation"].split("/")[-2], row["tag path"], row["note"]) for row in found]
    assert told == [
        (str(said[0].uid), "Weather", ""),
        (str(said[0].uid), "Weather / Fog", ""),
        (str(said[3].uid), "", "Indeed."),
        (str(said[1].uid), "", "'=About all"),
    ]
    first = found[0]
    assert (first["quote"], first["before"], first["after"]) == ("ferry", "The ", " left late.")
    assert (first["start (code points)"], first["end (code points)"]) == ("4", "9")
    assert (first["title"], first["source"], first["authors"]) == ("Late again", "Tern", "Ada; Bo")
    assert first["article"] == f"http://testserver/articles/{said[0].article_id}/"
    assert found[2]["reply to"] == first["annotation"]


def test_json_ld_has_the_same(get, said):
    page = json.loads(content(get("jsonld", "?tag=fog&order=oldest")))
    assert page["id"] == "http://testserver/annotations/export/jsonld/?order=oldest&tag=fog"
    assert page["partOf"]["id"] == "http://testserver/annotations/?order=oldest&tag=fog"
    first, reply = page["items"]
    assert first["id"] == f"http://testserver/annotations/{said[0].uid}/"
    assert first["target"]["source"]["schema:sha256"] == said[0].article.text_digest
    assert [body["value"] for body in first["body"]] == ["Weather", "Fog"]
    assert reply["target"] == first["id"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_to_save_that_nobody_keeps(get, said, name):
    response = get(name)
    suffix = FORMATS[name].suffix
    assert re.fullmatch(
        rf'attachment; filename="annotations-\d{{4}}-\d\d-\d\d\.{suffix}"',
        response.headers["Content-Disposition"],
    )
    assert "no-store" in response.headers["Cache-Control"]
    assert b"Indeed." in content(response)


@pytest.mark.parametrize("name", FORMATS)
def test_private_ones_are_in_no_file_of_others(get, client, colleague, said, name):
    assert str(said[2].uid).encode() not in content(get(name))
    client.force_login(colleague)
    assert str(said[2].uid).encode() in content(get(name))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?by=colleague", 1),
        ("?tag=weather", 2),
        ("?tag=weather&with_children=no", 2),
        ("?q=fog", 0),
    ],
)
def test_the_filter_holds_in_files_too(get, said, query, number):
    assert len(json.loads(content(get("jsonld", query)))["items"]) == number


def test_every_piece_is_in_it_in_the_order_of_the_list(get, annotator, monkeypatch):
    monkeypatch.setattr(records, "CHUNK", 3)
    article = make_article()
    made = [make_annotation(article=article, author=annotator) for _ in range(10)]
    items = json.loads(content(get("jsonld")))["items"]
    assert [item["canonical"] for item in items] == [f"urn:uuid:{one.uid}" for one in made[::-1]]


def test_an_invalid_filter_leads_to_the_list_that_says_so(get):
    response = get("csv", "?tag=nope&state=exact")
    assert response.headers["Location"] == "/annotations/?tag=nope&state=exact"


def test_an_unknown_format_is_not_there(get):
    assert get("exe").status_code == 404


@pytest.mark.parametrize("name", FORMATS)
def test_a_fault_in_the_middle_breaks_the_file_off(get, annotator, monkeypatch, name):
    monkeypatch.setattr(records, "CHUNK", 200)
    article = make_article()
    for number in range(401):
        make_annotation(article=article, author=annotator, note=str(number))

    def fail(self, people):
        if len(read) == 2:
            raise OSError("The disk is gone.")
        read.append(people)
        return know(self, people)

    read, know = [], records.Records._know
    monkeypatch.setattr(records.Records, "_know", fail)
    pieces = []
    with pytest.raises(OSError, match="disk"):
        pieces.extend(get(name).streaming_content)
    data = b"".join(pieces)
    if name == "jsonld":
        with pytest.raises(json.JSONDecodeError):
            json.loads(data)
    else:
        assert data.endswith(b"broken off by a fault. Export again.\r\n")


def test_it_asks_as_often_for_many_as_for_few(get, said, annotator, count_queries):
    few = count_queries(lambda: content(get("csv")))
    article, tag = make_article(authors=["Cy"]), make_tag()
    for _ in range(40):
        make_annotation(article=article, author=annotator, tags=[tag])
    assert count_queries(lambda: content(get("csv"))) == few
    assert few < 20


def test_head_reads_nothing(client, annotator, said, count_queries):
    client.force_login(annotator)
    address = reverse("articles:annotations_export", args=["csv"])
    response = client.head(address)
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
