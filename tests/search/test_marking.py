"""Where a query's words stand in a text; no database."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import Matcher, parse
from articles.search.tree import spell
from articles.search.words import words
from tests.search.contract import WORDS, stands_in, texts


def marked(query, text, field="text"):
    """The text with brackets around the hits."""
    for start, end in reversed(Matcher(parse(query)).spans(text, field)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ferry", "The [ferry], a [FERRY], two ferries"),
        ("ferr*", "The [ferry], a [FERRY], two [ferries]"),
        ("ferry harbour", "The [ferry] left the [harbour]"),
        ('"the ferry"', "[The ferry] and the old ferry, [the… ferry]"),
        ("e-mail", "[E-Mail], [e mail] and email"),
        ("ete", "L’[été], l’[e\u0301te\u0301]!"),
        ("strasse", "Die [Straße]"),
        ("straß*", "Die [Straßenbahn]"),
        ("京", "東[京]の[京]"),
        ("東京", "[東京]と京東, [東 京]"),
        ("ガス", "[ｶﾞｽ]と[ガス]"),
        ("محمد", "قال [مُحَمَّد] هنا"),
        ("coop", "a [co\u00adop] here"),
        ("ferry -harbour", "The [ferry] left the harbour"),
        ("ferry OR fog", "[Ferry] in the [fog]"),
        ("fer ferry*", "[fer] [ferry] [ferryman]"),
        ('"a b" "b c"', "[a b c]"),
        ("-ferry", "The ferry"),
        ("", "The ferry"),
        ("astronaut", "👩\u200d🚀 [astronaut] 👩\u200d🚀"),
    ],
)
def test_hits_are_marked(query, text):
    plain = text.replace("[", "").replace("]", "")
    assert marked(query, plain) == text


def test_a_field_marks_itself_alone():
    assert marked("title:ferry fog", "ferry fog", "title") == "[ferry] [fog]"
    assert marked("title:ferry fog", "ferry fog", "text") == "ferry [fog]"


def test_a_word_too_long_for_the_index_is_marked_whole():
    assert marked("a" * 120, f"b {'a' * 120} b") == f"b [{'a' * 120}] b"


def test_a_word_too_long_for_the_index_may_stand_in_a_phrase():
    long = "a" * 120
    assert marked(f'"b {long} c"', f"b {long} c, b {long[:110]} c") == (
        f"[b {long} c], [b {long[:110]} c]"
    )


@given(text=texts | st.text(), word=st.sampled_from(WORDS), form=st.sampled_from(["NFC", "NFD"]))
def test_what_is_marked_folds_to_the_word(text, word, form):
    text = unicodedata.normalize(form, text)
    leaf = parse(word).tree
    spans = Matcher(parse(word)).spans(text)
    assert bool(spans) == stands_in(leaf, words(text))
    for start, end in spans:
        assert stands_in(leaf, words(text[start:end]))


@given(
    text=texts,
    asked=st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join),
)
def test_a_phrase_is_marked_where_it_stands(text, asked):
    query = parse(f'"{asked}"')
    spans = Matcher(query).spans(text)
    assert bool(spans) == stands_in(query.tree, words(text))
    for start, end in spans:
        assert len(words(text[start:end])) >= len(spell(query.tree)[0])


@given(query=st.text(), text=st.text())
def test_any_query_gives_spans_within_any_text(query, text):
    end = 0
    for start, stop in Matcher(parse(query)).spans(text):
        assert end <= start < stop <= len(text)
        end = stop
