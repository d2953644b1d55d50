"""Whatever is asked of whatever documents, an index finds what a look through them finds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search import Criteria, Document, parse
from tests.search.contract import documents, fresh_index, matches, queries

in_one_database = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


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
