"""What every search index does; run against the kind of database that the tests are given."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from articles.models import Article
from articles.search import Criteria, Document, backend, parse
from tests.factories import make_article
from tests.search.contract import add, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def ferries():
    """A small archive; the higher the docid, the newer."""
    backend().add(
        [
            Document(10, "Ferry sails", "Ada Tern", "It left the harbour at noon.", ("s1", "a1")),
            Document(20, "Weather", "Ada Tern", "The ferry sails again.", ("s2", "a1")),
            Document(30, "Harbour news", "Bo Ferry", "Fog all day, no sails.", ("s1",)),
            Document(40, "東京 의 날씨", "", "L’été à Besançon; the fer forge", ("s3", "a2")),
        ]
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", [30, 20, 10]),
        ("FERRY sails", [30, 20, 10]),
        ('"ferry sails"', [20, 10]),
        ('"sails ferry"', []),
        ("ferry -fog", [20, 10]),
        ("ferry NOT (fog OR noon)", [20]),
        ("-ferry", [40]),
        ("-ferry -fer", []),
        ("-(fog noon)", [40, 30, 20, 10]),
        ("noon OR fog", [30, 10]),
        ("harb*", [30, 10]),
        ("fer*", [40, 30, 20, 10]),
        ("fer", [40]),
        ('"ferry sai*"', []),
        ("title:ferry", [10]),
        ("byline:ferry", [30]),
        ("author:ferry", [30]),
        ("text:ferry", [20]),
        ('title:"ferry sails"', [10]),
        ("title:(ferry OR harbour)", [30, 10]),
        ("title:har*", [30]),
        ("text:har*", [10]),
        ("ferry -title:ferry", [30, 20]),
        ("ete besancon", [40]),
        ("ÉTÉ", [40]),
        ("京", [40]),
        ("東京", [40]),
        ("京東", []),
        ("날씨", [40]),
        ("title:東", [40]),
        ("nowhere", []),
        ("s1", []),
        ("a1", []),
        ("", []),
        ("*", []),
        ('"', []),
        ("-", []),
    ],
)
def test_queries_find_what_they_say(ferries, query, found):
    assert find(query) == found
    assert find(query, "oldest") == found[::-1]
    assert sorted(find(query, "relevance"), reverse=True) == found
    assert backend().count(Criteria(parse(query))) == len(found)


def test_no_phrase_crosses_from_one_field_to_the_next():
    backend().add([Document(1, "one two", "three four", "five six", ("s1",))])
    for phrase in ("two three", "four five", "six s1", "two four"):
        assert find(f'"{phrase}"') == []
    assert find('two three "five six"') == [1]


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        ({"any_of": (("s1",),)}, [30, 10]),
        ({"any_of": (("s1", "s2"),)}, [30, 20, 10]),
        ({"any_of": (("s1", "s2"), ("a1",))}, [20, 10]),
        ({"any_of": (("s9",),)}, []),
        ({"any_of": ((),)}, []),
        ({"after": 20}, [30, 20]),
        ({"before": 20}, [10]),
        ({"after": 11, "before": 30}, [20]),
        ({"only": (10, 40, 999)}, [10]),
        ({"only": ()}, []),
        ({"only": (10, 20, 30), "after": 20, "any_of": (("s1",),)}, [30]),
        ({"only": (*range(11, 5000), -3)}, [30, 20]),
        ({"only": (*range(11, 5000), -3), "before": 30}, [20]),
    ],
)
def test_filters_narrow_what_is_found(ferries, scope, found):
    assert find("ferry", **scope) == found
    assert find("ferry", "oldest", **scope) == found[::-1]
    assert sorted(find("ferry", "relevance", **scope), reverse=True) == found
    criteria = Criteria(parse("ferry"), **scope)
    assert backend().count(criteria) == len(found)
    assert backend().contains([10, 20, 30, 40], criteria) == set(found)


def test_without_words_the_filters_alone_decide(ferries):
    assert find(None) == [40, 30, 20, 10]
    assert find(None, any_of=(("a1",),)) == [20, 10]
    assert sorted(find(None, "relevance", any_of=(("a1",),))) == [10, 20]


def test_a_key_is_found_as_a_whole(ferries):
    add((50, "ferry"), keys=("s10",))
    assert find("ferry", any_of=(("s1",),)) == [30, 10]
    assert find("ferry", any_of=(("s10",),)) == [50]


@pytest.mark.parametrize("key", ["s-1", "S1", "", "s 1", "é"])
def test_a_key_that_could_be_several_words_is_an_error(key):
    with pytest.raises(ValueError):
        add((1, "ferry"), keys=(key,))


def test_pages_follow_each_other(ferries):
    for order in ("newest", "oldest", "relevance"):
        whole = find("ferry", order)
        pages = [find("ferry", order, offset=offset, limit=2) for offset in (0, 2, 4)]
        assert pages == [whole[:2], whole[2:], []]
    assert find("ferry", limit=0) == []


def test_relevance_puts_title_before_byline_before_text():
    backend().add(
        [
            Document(1, "The ferry", "", "Nothing else is said here."),
            Document(2, "Weather here", "Ferry", "Nothing else is said here."),
            Document(3, "Weather here", "", "Nothing else is said of a ferry."),
            Document(4, "Weather here", "", "Nothing else is said of a ferry."),
        ]
    )
    assert find("ferry", "relevance") == [1, 2, 4, 3]


def test_the_newest_hits_are_a_subquery():
    articles = [make_article(body=f"Ferry {number}") for number in range(5)]
    make_article(title="Weather", body="Fog")
    ferries = Criteria(parse("title:ferry"))
    newest = Article.objects.filter(docid__in=backend().hits(ferries, 3))
    assert {article.pk for article in newest} == {article.pk for article in articles[2:]}
    for impossible in (Criteria(parse("")), Criteria(parse("ferry"), only=())):
        assert not Article.objects.filter(docid__in=backend().hits(impossible, 3)).exists()
    few = Criteria(parse("ferry"), only=(articles[0].docid,))
    assert Article.objects.get(docid__in=backend().hits(few, 3)) == articles[0]


def test_a_document_takes_the_place_of_one_with_its_docid(ferries):
    add((10, "Fog"), (20, "Fog"), (20, "Weather"))
    assert find("fog") == [30, 10]
    assert find("noon") == find("again") == []
    assert find("weather") == [20]


def test_documents_taken_out_are_not_found(ferries):
    backend().remove([10, 30, 999])
    assert find("ferry") == [20]
    assert find(None) == [40, 20]
    backend().remove([])
    backend().clear()
    assert find(None) == []
    add((1, "ferry"))
    assert find("ferry") == [1]


def test_what_a_transaction_wrote_goes_with_it(ferries):
    with transaction.atomic():
        add((50, "ferry"))
        backend().remove([10])
        transaction.set_rollback(True)
    assert find("ferry") == [30, 20, 10]


def test_installing_again_keeps_what_is_there(ferries):
    backend().install()
    assert find("ferry") == [30, 20, 10]


def test_uninstalled_and_installed_it_is_empty(ferries):
    backend().uninstall()
    backend().uninstall()
    assert "articles_search" not in connection.introspection.table_names()
    backend().install()
    assert find("ferry") == []


@pytest.mark.django_db(transaction=True)
def test_optimizing_outside_of_a_transaction_loses_nothing():
    for docid in range(30):
        add((docid, "ferry"))
    try:
        backend().optimize()
        assert find("ferry") == list(range(29, -1, -1))
    finally:
        backend().clear()


def test_long_texts_are_found_from_end_to_end():
    text = "begin " + " ".join(f"w{number} common" for number in range(20_000)) + " ending"
    backend().add([Document(1, "A very long one", "", text)])
    assert find("begin ending w10000 w19999") == [1]
    assert find('"begin w0 common"') == [1]
    assert find('"w19999 w3"') == []


def test_a_text_of_ever_new_words_is_written():
    text = " ".join(f"{number:x}{'é' * 60}" for number in range(30_000))
    backend().add([Document(1, "Digits", "", text)])
    assert find(f"title:digits 1{'e' * 60}") == [1]


@pytest.mark.parametrize(
    "text", ["it's \\ 'quoted'", "a\x00b", "100% %s %(x)s", "\ue000s1 \ue001x", "&|!<->:*()"]
)
def test_odd_characters_are_stored_and_asked_for(text):
    add((1, f"{text} ferry"), title=text, byline=text)
    assert find("ferry") == [1]
    find(text)
    find(f'"{text}"')
