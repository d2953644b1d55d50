from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from articles.anchoring.alignment import IN_PLACE, align

prose = st.lists(
    st.sampled_from("The ferry was late . and “ the Ferry ' \n 港 町 é e\u0301".split(" ")),
    max_size=40,
).map(" ".join)


def partner(old, new, word):
    """What the word became."""
    aligned = align(old, new)
    found = aligned.partners[aligned.old.written.index(word)]
    return aligned.new.written[found] if found >= 0 else None


def test_words_as_written_come_before_words_that_are_only_spelt_alike():
    aligned = align("on the The Ferry website", "on The Ferry website")
    assert aligned.partners == [0, -1, 1, 2, 3]


def test_case_typography_and_normal_form_do_not_part_words():
    assert partner("the harbour is closed", "the HARBOUR is closed", "harbour") == "HARBOUR"
    assert partner("it 'is' so", "it ‘is’ so", "'") == "‘"
    decomposed = unicodedata.normalize("NFD", "le café noir")
    assert partner("le café noir", decomposed, "café") == unicodedata.normalize("NFD", "café")


def test_white_space_does_not_part_words():
    assert align("one two\nthree", "one\n\ntwo   three").partners == [0, 1, 2]


def test_the_runs_of_a_passage_are_cut_to_it():
    aligned = align("a b c d e", "a b x c d e")
    assert aligned.kept(1, 4) == {IN_PLACE: [(1, 1, 1), (2, 3, 2)]}
    assert aligned.kept(4, 4) == {}


@given(prose, prose)
def test_partners_are_alike_and_used_once(old, new):
    aligned = align(old, new)
    used = [found for found in aligned.partners if found >= 0]
    assert len(used) == len(set(used))
    assert bytes(place in used for place in range(len(aligned.new))) == aligned.taken
    for word, found in enumerate(aligned.partners):
        if found >= 0:
            assert aligned.old.folded[word] == aligned.new.folded[found]
