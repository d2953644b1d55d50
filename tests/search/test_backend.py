"""What every search index does; run against the kind of database that the tests are given."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.search import Criteria, Document, backend, parse
from tests.factories import make_article
from tests.search.contract import documents, fresh_index, matches, queries

pytestmark = pytest.mark.django_db

in_one_database = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def find(query, order="newest", offset=0, limit=100, **scope):
    """The docids that a query finds; None asks for any words."""
    asked = None if query is None else parse(query)
    return backend().docids(Criteria(asked, **scope), order=order, offset=offset, limit=limit)


def add(*rows, **values):
    """Documents of docid and text; `values` are the same for all."""
    backend().add(
        Document(docid, **{"title": "", "byline": "", "text": text} | values)
        for docid, text in rows
    )


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


@pytest.fixture
def many():
    """3,000 documents: `even` in every second one, `old` in the oldest half, `seldom` in three."""
    rows = []
    for docid in range(3000):
        kinds = ["even"] if docid % 2 == 0 else ["odd"]
        kinds += ["old"] if docid < 1500 else []
        kinds += ["seldom"] if docid in (0, 1500, 2999) else []
        rows.append((docid, " ".join(kinds)))
    add(*rows)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("even", range(0, 3000, 2)),
        ("seldom", [0, 1500, 2999]),
        ("old", range(1500)),
        ("-old", range(1500, 3000)),
        ("even old", range(0, 1500, 2)),
    ],
)
def test_every_page_is_right_however_many_are_found(many, order, query, found):
    ordered = sorted(found, reverse=order == "newest")
    for offset in (0, 25, 450, 690, 1400, 2900):
        assert find(query, order, offset=offset, limit=25) == ordered[offset : offset + 25]


def test_neighbours_are_the_next_that_match(many):
    search, even = backend(), Criteria(parse("even"))
    assert (search.older(even, 1000), search.newer(even, 1000)) == (998, 1002)
    assert (search.older(even, 0), search.newer(even, 2998)) == (None, None)
    within = Criteria(parse("even"), after=1000, before=1003)
    assert (search.older(within, 1002), search.newer(within, 1000)) == (1000, 1002)
    assert (search.older(within, 1000), search.newer(within, 1002)) == (None, None)
    # From outside its bounds, the nearest within them.
    assert (search.older(within, 2000), search.newer(within, 3)) == (1002, 1000)


def test_counts_stop_at_their_cap(many):
    even = Criteria(parse("even"))
    assert backend().count(even) == 1500
    assert backend().count(even, cap=100) == 100
    assert backend().count(Criteria(parse("seldom")), cap=100) == 3
    assert backend().count(Criteria(parse("even"), only=tuple(range(10))), cap=3) == 3


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


def test_optimizing_within_a_transaction_loses_nothing(many):
    backend().optimize()
    assert backend().count(Criteria(parse("even"))) == 1500


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


@in_one_database
@given(found=st.lists(documents, max_size=6, unique_by=lambda d: d.docid), query=queries)
def test_what_is_found_is_what_the_words_say(db, found, query):
    tree = parse(query).tree
    expected = sorted(d.docid for d in found if tree and matches(tree, d))
    with fresh_index() as index:
        index.add(found)
        criteria = Criteria(parse(query))
        assert index.docids(criteria, order="oldest", offset=0, limit=10) == expected
        assert index.docids(criteria, order="newest", offset=0, limit=10) == expected[::-1]
        assert sorted(index.docids(criteria, order="relevance", offset=0, limit=10)) == expected
        assert index.count(criteria) == len(expected)


@in_one_database
@given(
    found=st.lists(documents, max_size=6, unique_by=lambda d: d.docid),
    query=st.none() | queries,
    keys=st.lists(st.sets(st.sampled_from(["s1", "s2", "a1"]), min_size=1).map(tuple), max_size=2),
    bounds=st.tuples(st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9)),
    only=st.none() | st.sets(st.integers(-9, 9)).map(tuple),
)
def test_what_is_filtered_is_what_the_keys_say(db, found, query, keys, bounds, only):
    low, high = bounds
    tree = parse(query).tree if query is not None else None
    found = [
        Document(number - 3, d.title, d.byline, d.text, d.keys) for number, d in enumerate(found)
    ]
    expected = {
        d.docid
        for d in found
        if (query is None or (tree and matches(tree, d)))
        and all(set(group) & set(d.keys) for group in keys)
        and (low is None or d.docid >= low)
        and (high is None or d.docid < high)
        and (only is None or d.docid in only)
    }
    asked = parse(query) if query is not None else None
    with fresh_index() as index:
        index.add(found)
        criteria = Criteria(asked, tuple(keys), after=low, before=high, only=only)
        assert set(index.docids(criteria, order="newest", offset=0, limit=10)) == expected
        assert index.contains(range(-9, 9), criteria) == expected


@in_one_database
@given(query=st.text() | queries, text=st.text())
def test_any_query_runs_on_any_document(db, query, text):
    with fresh_index() as index:
        index.add([Document(1, text[:50], query, text), Document(2, query, text, query)])
        for order in ("newest", "oldest", "relevance"):
            index.docids(Criteria(parse(query)), order=order, offset=0, limit=10)
        index.count(Criteria(parse(query), any_of=(("s1",),)))
