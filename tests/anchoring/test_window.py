from __future__ import annotations

from dataclasses import replace

from articles.anchoring import Anchor, describe
from articles.anchoring.budget import Budget
from articles.anchoring.window import most_similar

TEXT = (
    "The library opens at nine on weekdays. " * 3
    + "The harbour will be dredged in spring, said the mayor, at a cost of two million. "
    + "The library opens at nine on weekdays. " * 3
)


def test_a_changed_sentence_is_found_by_quote_and_context():
    old = TEXT.replace("dredged in spring", "deepened in the spring")
    start = old.index("The harbour")
    found = most_similar(TEXT, [describe(old, start, start + 60)], Budget())[0]
    assert found
    assert TEXT[found[0] : found[1]].startswith("The harbour will be dredged in spring")
    assert 0.6 < found[2] < 1


def test_nothing_alike_is_nowhere():
    nowhere = [Anchor(None, None, "Trams were stopped by fallen trees"), Anchor(None, None, "...")]
    assert most_similar(TEXT, nowhere, Budget()) == [None, None]
    assert most_similar("", nowhere[:1], Budget()) == [None]


def test_in_a_long_text_it_is_looked_for_around_where_it_was():
    filler = "\n".join(f"Line {number} of a long list of lines." for number in range(60_000))
    text = filler + TEXT + filler
    old = TEXT.replace("dredged in spring", "deepened in the spring")
    anchor = describe(old, start := old.index("The harbour"), start + 60)
    shifted = replace(anchor, start=start + len(filler), end=start + 60 + len(filler))
    near, far = most_similar(text, [shifted, anchor], Budget(2))
    assert near
    assert text[near[0] : near[1]].startswith("The harbour will be dredged in spring")
    assert far is None or far[2] < 0.6


def test_without_work_left_nothing_is_found():
    budget = Budget()
    budget.charge(10**12)
    assert most_similar(
        TEXT, [Anchor(None, None, "The harbour will be dug in spring")], budget
    ) == [None]
