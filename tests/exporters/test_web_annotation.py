"""Web Annotations: the parts that the model asks for (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from articles.exporters import FORMATS
from articles.exporters.web_annotation import web_annotation, write_web_annotations
from tests.exporters.records import ORIGIN, make_record


def written(*records) -> dict:
    return json.loads(b"".join(write_web_annotations(records, ORIGIN)))


def test_a_page_of_annotations():
    page = written(make_record(), make_record())
    assert page["type"] == "AnnotationPage"
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["id"], page["partOf"]["id"]) == (ORIGIN.url, ORIGIN.list_url)
    assert [item["type"] for item in page["items"]] == ["Annotation", "Annotation"]


def test_each_item_stands_for_itself():
    [item] = written(make_record())["items"]
    assert next(iter(item)) == "@context"
    assert item["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert item["canonical"] == "urn:uuid:8d0c7a0e-6f0b-4f7e-9c55-0c7b0f6c8a01"


def test_no_annotations_are_an_empty_page():
    assert written()["items"] == []


def test_the_passage_is_said_by_quote_and_by_position():
    target = web_annotation(make_record())["target"]
    assert target["source"]["id"] == "https://news.example/articles/7/"
    assert target["source"]["schema:sha256"] == "ab" * 32
    assert target["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "ferry",
            "prefix": "The ",
            "suffix": " left",
        },
        {"type": "TextPositionSelector", "start": 4, "end": 9},
    ]


def test_tags_and_note_are_bodies_with_purposes():
    bodies = web_annotation(make_record())["body"]
    assert [(body["purpose"], body["value"]) for body in bodies] == [
        ("tagging", "Delay"),
        ("tagging", "Water"),
        ("commenting", "Late *again*."),
    ]


def test_motivations():
    assert web_annotation(make_record())["motivation"] == "tagging"
    assert web_annotation(make_record(tags=()))["motivation"] == "commenting"
    plain = web_annotation(make_record(tags=(), note=""))
    assert plain["motivation"] == "highlighting"
    assert "body" not in plain


def test_a_reply_targets_what_it_answers():
    answer = web_annotation(make_record(tags=(), reply_to="https://news.example/annotations/1/"))
    assert answer["motivation"] == "replying"
    assert answer["target"] == "https://news.example/annotations/1/"


def test_a_whole_article_has_no_selector():
    target = web_annotation(make_record(start=None, end=None, quote=""))["target"]
    assert target["id"] == "https://news.example/articles/7/"
    assert not {"source", "selector"} & target.keys()


def test_positions_come_with_the_digest_of_the_text_that_they_are_of():
    lost = make_record(text_digest="cd" * 32, state="lost")
    target = web_annotation(lost)["target"]
    assert target["source"]["schema:sha256"] == "cd" * 32
    assert target["schema:creativeWorkStatus"] == "lost"


def test_times_and_person():
    made = web_annotation(make_record())
    assert made["created"] == "2024-06-01T10:30:00Z"
    assert made["creator"] == {
        "id": "https://news.example/annotations/?by=ada#person",
        "type": "Person",
        "name": "ada",
        "nickname": "ada",
    }


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_text_comes_back(text):
    [item] = written(make_record(note="x" + text, quote="x" + text))["items"]
    assert item["body"][-1]["value"] == "x" + text
    assert item["target"]["selector"][0]["exact"] == "x" + text


def test_every_format_is_named():
    assert set(FORMATS) == {"csv", "jsonld"}
    for form in FORMATS.values():
        assert b"".join(form.write([make_record()], ORIGIN))
