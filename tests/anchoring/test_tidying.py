from __future__ import annotations

from articles.anchoring.alignment import align
from articles.anchoring.sequence import matching_runs
from articles.anchoring.tidying import slide_changes, without_chance
from articles.anchoring.words import words


def tidied(old_text, new_text):
    """Old and new text of each run, once the changes slid."""
    old, new = words(old_text), words(new_text)
    numbers = {word: number for number, word in enumerate({*old.written, *new.written})}
    a, b = ([numbers[word] for word in text.written] for text in (old, new))
    return [
        (
            old_text[old.starts[x] : old.ends[x + n - 1]],
            new_text[new.starts[y] : new.ends[y + n - 1]],
        )
        for x, y, n in slide_changes(matching_runs(a, b), a, b, old, new)
    ]


def test_a_removed_line_begins_where_a_line_begins():
    old = "- The ferry is late\n- The ferry is full\n- The tram is late"
    new = "- The ferry is late\n- The tram is late"
    assert tidied(old, new) == [
        ("- The ferry is late", "- The ferry is late"),
        ("- The tram is late", "- The tram is late"),
    ]


def test_a_sentence_put_in_begins_where_a_sentence_begins():
    old = "He was told to wait. He went home."
    new = "He was told to wait. He was not told why. He went home."
    assert tidied(old, new) == [
        ("He was told to wait.", "He was told to wait."),
        ("He went home.", "He went home."),
    ]


def test_a_change_may_take_the_whole_run_before_it_along():
    assert tidied("a\nb", "a\na\nb") in (
        [("a\nb", "a\nb")],
        [("a", "a"), ("b", "b")],
    )


def test_the_few_words_that_two_sentences_share_by_chance_are_dropped():
    old = "Start. Committee members were unable to agree on the annual budget yesterday. End."
    new = "Start. Nobody knows whether heavy rainfall caused the tremendous landslide. End."
    aligned = align(old, new)
    assert aligned.partners[aligned.old.written.index("the")] == -1


def test_a_short_word_between_small_changes_stays():
    old, new = "ten boats in the harbour", "nine ships in the port"
    aligned = align(old, new)
    assert [aligned.old.written[i] for i, p in enumerate(aligned.partners) if p >= 0] == [
        "in",
        "the",
    ]


def test_long_runs_are_never_dropped():
    old, new = words("a " + "word " * 30 + "b"), words("x " * 900 + "word " * 30 + "y " * 900)
    assert without_chance([(1, 900, 30)], old, new) == [(1, 900, 30)]
