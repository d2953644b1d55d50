"""Texts that say nearly the same share numbers of their sketches; others do not."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from articles.importers import ArticleDraft, read
from articles.likeness.sketch import SIZE, sketch
from articles.rendering import render
from tests.anchoring.revisions import NEW, OLD


def texts(files) -> list[str]:
    drafts = (item for path in files for item in read([str(path)]))
    return [
        render(draft.body, draft.markup).text for draft in drafts if isinstance(draft, ArticleDraft)
    ]


def edited(text: str, share: float, chance: Random) -> str:
    """The text with some of its words replaced by others of its words."""
    words = text.split(" ")
    return " ".join(chance.choice(words) if chance.random() < share else word for word in words)


def test_two_states_of_an_article_share_numbers():
    assert set(sketch(OLD)) & set(sketch(NEW))


def test_layout_case_and_an_added_headline_change_nothing_or_little():
    shouted = f"UPDATE\n\n{OLD.upper()}".replace("\n", "\n\n")
    assert len(set(sketch(shouted)) & set(sketch(OLD))) >= SIZE - 1


def test_scripts_that_need_few_characters_have_sketches_too():
    text = "东京地铁今天停运了三个小时。市长说这是因为停电。没有人受伤，乘客们都回家了。"
    assert len(sketch(text)) >= 3
    assert set(sketch(text)) & set(sketch(text.replace("三", "两")))


def test_what_says_nothing_has_none():
    assert sketch("") == sketch("…\n!?") == ()


def test_of_lightly_edited_articles_nearly_all_are_met_and_strangers_are_not(article_files):
    chance = Random(4)
    found = [text for text in texts(article_files) if len(text) > 600]
    assert len(found) > 20
    met = [bool(set(sketch(text)) & set(sketch(edited(text, 0.05, chance)))) for text in found]
    assert sum(met) >= 0.97 * len(met)
    apart = {number: place for place, text in enumerate(found) for number in sketch(text)}
    numbers = sum(len(sketch(text)) for text in found)
    assert len(apart) >= 0.9 * numbers


@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_sketch_that_fits_the_table(text):
    numbers = sketch(text)
    assert len(numbers) <= SIZE
    assert all(0 <= number < 2**63 for number in numbers)
    assert sketch(text) == numbers
