from __future__ import annotations

import pytest

from articles.anchoring import describe, relocate


def now(old, new, quote):
    """What the quote, which stands once in the old text, became."""
    start = old.index(quote)
    (found,) = relocate(old, new, [describe(old, start, start + len(quote))])
    assert found.state != "lost"
    return new[found.start : found.end]


@pytest.mark.parametrize(
    ("old", "new", "quote", "expected"),
    [
        # A replaced word at an end belongs to the passage.
        (
            "The deadline for the proposals is July, 31.",
            "The deadline for the proposals is August, 31.",
            "The deadline for the proposals is July",
            "The deadline for the proposals is August",
        ),
        (
            "By tram you get to the old mill in ten minutes.",
            "By bus you get to the old mill in ten minutes.",
            "tram you get to the old mill",
            "bus you get to the old mill",
        ),
        # What was put in beside a passage does not.
        (
            "The ferry was late again. Nobody said why.",
            "The ferry was late again. It was the third time this week. Nobody said why.",
            "The ferry was late again.",
            "The ferry was late again.",
        ),
        (
            "Nobody said why. The ferry was late again.",
            "Nobody said why. It was Monday, and raining, and the ferry was very late again.",
            "The ferry was late again",
            "the ferry was very late again",
        ),
        # Of a rewritten end, what still resembles it.
        (
            "The council met on Tuesday to vote on the new bridge over the river Aare.",
            "The council met on Tuesday to vote about a new bridge across it, said the mayor.",
            "The council met on Tuesday to vote on the new bridge",
            "The council met on Tuesday to vote about a new bridge",
        ),
        # White space at an end stays outside or inside as it was.
        ("one two three four", "one two\n\nthree four", "two three ", "two\n\nthree "),
        # Half a word stays half a word.
        (
            "The harbourmaster spoke first",
            "Then the harbourmaster spoke first",
            "master spoke",
            "master spoke",
        ),
    ],
)
def test_where_a_passage_begins_and_ends_in_changed_text(old, new, quote, expected):
    assert now(old, new, quote) == expected
