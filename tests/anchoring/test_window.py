from __future__ import annotations

from articles.anchoring import Anchor, describe
from articles.anchoring.window import most_similar

TEXT = (
    "The library opens at nine on weekdays. " * 3
    + "The harbour will be dredged in spring, said the mayor, at a cost of two million. "
    + "The library opens at nine on weekdays. " * 3
)


def test_a_changed_sentence_is_found_by_quote_and_context():
    old = TEXT.replace("dredged in spring", "deepened in the spring")
    start = old.index("The harbour")
    found = most_similar(TEXT, describe(old, start, start + 60))
    assert found
    assert TEXT[found[0] : found[1]].startswith("The harbour will be dredged in spring")
    assert 0.6 < found[2] < 1


def test_nothing_alike_is_nowhere():
    assert most_similar(TEXT, Anchor(None, None, "Trams were stopped by fallen trees")) is None
    assert most_similar("", Anchor(None, None, "Trams")) is None
    assert most_similar(TEXT, Anchor(None, None, "...")) is None
