"""What a user types, as a tree; no database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import DEEPEST, LONGEST_QUERY, MOST_WORDS, parse
from articles.search.tree import And, Field, Not, Or, Phrase, Prefix, Word, spell, wanted

A, B, C, D = map(Word, "abcd")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("ferry", Word("ferry")),
        ("  Été ", Word("ete")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a and b", And((A, Word("and"), B))),
        ('"a b"', Phrase(("a", "b"))),
        ('"a"', A),
        ("“a b” «c d»", And((Phrase(("a", "b")), Phrase(("c", "d"))))),
        ("„a b“", Phrase(("a", "b"))),
        ("e-mail", Phrase(("e", "mail"))),
        ("東京", Phrase(("東", "京"))),
        ("clim*", Prefix("clim")),
        ("e-mai*", Phrase(("e", "mai"), open_end=True)),
        ('"clim*"', Word("clim")),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("-a", Not(A)),
        ("a - b", And((A, B))),
        ("a-b", Phrase(("a", "b"))),
        ('-"a b"', Not(Phrase(("a", "b")))),
        ("a OR b", Or((A, B))),
        ("a b OR c d", And((A, Or((B, C)), D))),
        ("a OR -b", Or((A, Not(B)))),
        ("a OR b OR c", Or((A, B, C))),
        ("(a b) OR c", Or((And((A, B)), C))),
        ("-(a OR b)", Not(Or((A, B)))),
        ("title:a b", And((Field("title", A), B))),
        ("Author:a", Field("byline", A)),
        ("byline:a", Field("byline", A)),
        ('text:"a b"', Field("text", Phrase(("a", "b")))),
        ("title:(a b)", Field("title", And((A, B)))),
        ("-title:a", Not(Field("title", A))),
        ("title:-a", Not(Field("title", A))),
        ("title:text:a", Field("text", A)),
        ("url:a", Phrase(("url", "a"))),
    ],
)
def test_a_query_means_what_it_says(typed, tree):
    assert parse(typed).tree == tree
    assert parse(typed).notices == ()


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ('"a b', Phrase(("a", "b"))),
        ('a"', A),
        ("(a", A),
        ("a)", A),
        ("a) b", And((A, B))),
        ("((a) b", And((A, B))),
        ("a OR", A),
        ("OR a", A),
        ("a AND", A),
        ("a OR OR b", Or((A, B))),
        ("a NOT", A),
        ("a -", A),
        ("--a", Not(A)),
        ("title: a", And((Word("title"), A))),
        ("a title:", And((A, Word("title")))),
        ("a () b", And((A, B))),
        ("a … b", And((A, B))),
        ("(a OR) b", And((A, B))),
    ],
)
def test_what_is_left_open_does_no_harm(typed, tree):
    assert parse(typed).tree == tree


@pytest.mark.parametrize(
    "typed", ["", " ", "*", '"', '""', "-", "()", "OR", "NOT", "…", "-()", "🇫🇷"]
)
def test_without_words_nothing_is_asked_and_that_is_said(typed):
    query = parse(typed)
    assert query.tree is None
    assert any("no word to search for" in notice for notice in query.notices)


@pytest.mark.parametrize("typed", ["cl*", "é*", "title:ab*"])
def test_a_short_beginning_becomes_the_word_and_that_is_said(typed):
    query = parse(typed)
    ((leaf, _),) = wanted(query.tree)
    assert isinstance(leaf, Word)
    assert any("too short a beginning" in notice for notice in query.notices)


def test_a_character_that_is_a_word_needs_no_notice():
    assert parse("東*") == parse("東")


def test_a_short_beginning_at_the_end_of_a_phrase_is_a_word_too():
    query = parse("long-te*")
    assert query.tree == Phrase(("long", "te"))
    assert "“long-te” was searched as a whole word" in query.notices[0]


def test_many_words_are_cut_off_and_that_is_said():
    query = parse(" ".join(f"w{number}" for number in range(MOST_WORDS + 5)))
    assert len(query.tree.nodes) == MOST_WORDS
    assert query.notices == (f"Only the first {MOST_WORDS} words of the query are searched.",)
    phrase = parse(f'"{"a " * (MOST_WORDS + 5)}"').tree
    assert phrase == Phrase(("a",) * MOST_WORDS)


def test_a_long_query_is_cut_off_and_that_is_said():
    query = parse("ferry " + " " * LONGEST_QUERY + "harbour")
    assert query.tree == Word("ferry")
    assert query.notices == ("Only the first 1,000 characters of the query were read.",)


def test_deep_parentheses_are_left_out_and_that_is_said():
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST).tree == A
    query = parse("b " + "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1))
    assert any("Parentheses deeper" in notice for notice in query.notices)
    assert parse("(" * 100_000).tree is None


@given(st.text())
def test_any_string_is_a_query(typed):
    assert_can_be_searched(parse(typed))


@given(
    st.lists(
        st.sampled_from(
            ["a", "bcd*", "b*", '"', "“", "(", ")", "-", " ", "OR", "AND", "NOT", "title:", "text:"]
        )
    ).map("".join)
)
def test_any_row_of_operators_is_a_query(typed):
    assert_can_be_searched(parse(typed))
    assert_can_be_searched(parse(" ".join(typed)))


def assert_can_be_searched(query):
    if query.tree is None:
        assert query.notices
    else:
        assert 0 < words_in(query.tree) <= MOST_WORDS


def words_in(node):
    match node:
        case And(nodes) | Or(nodes):
            assert len(nodes) > 1
            return sum(map(words_in, nodes))
        case Not(child) | Field(_, child):
            return words_in(child)
    return len(spell(node)[0])
