from __future__ import annotations

from articles.anchoring.alignment import align
from articles.anchoring.budget import Budgets
from articles.anchoring.projection import judged, project

OLD = (
    "The ferry left late. Passengers had to wait for two hours in the rain. "
    "The company gave no reason. It will pay for hotels."
)


def place(old, new, quote):
    start = old.index(quote)
    found = project(align(old, new), start, start + len(quote), Budgets.of(1))
    return found and (new[found[0] : found[1]], round(found[2], 2))


def test_what_stands_stands():
    assert place(OLD, "Monday. " + OLD, "The company gave no reason.") == (
        "The company gave no reason.",
        1.0,
    )


def test_a_place_spans_what_was_put_into_the_passage():
    new = OLD.replace("wait for two", "wait, without a roof, for more than two")
    quote = "Passengers had to wait for two hours in the rain."
    found = place(OLD, new, quote)
    assert (
        found[0] == "Passengers had to wait, without a roof, for more than two hours in the rain."
    )
    assert 0.7 < found[1] < 0.9


def test_a_place_does_not_stretch_over_chapters_put_in():
    chapter = "There is a chapter in between, about something else. " * 20
    new = OLD.replace("gave no reason. It", f"gave no reason. {chapter}It")
    assert place(OLD, new, "The company gave no reason. It")[0] == "The company gave no reason."


def test_a_sentence_that_stands_once_before_and_after_is_followed_anywhere():
    new = "It will pay for hotels. " + OLD.replace(" It will pay for hotels.", "")
    assert place(OLD, new, "It will pay for hotels.") == ("It will pay for hotels.", 1.0)


def test_nothing_left_is_nowhere():
    assert place(OLD, "The ferry left late. It will pay for hotels.", "two hours") is None
    assert place(OLD, "", "The ferry") is None


def test_what_similarity_means():
    assert judged((3, 9, 1.0)).state == "exact"
    assert judged((3, 9, 0.8)).state == "moved"
    assert judged((3, 9, 0.8), shift=10).start == 13
    assert judged((3, 9, 0.3)) == judged((5, 6, 0.3))
    assert judged((3, 9, 0.3)).state == "lost"
    assert judged(None).similarity == 0
