"""What stands on a card."""

from __future__ import annotations

import pytest

from articles.actions.annotations import annotate, edit, make, reply
from articles.pages.cards import cards, grouped, new_card
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db

BODY = "The ferry left.\nThe ferry came back."


@pytest.fixture
def article():
    return make_article(body=BODY)


def test_cards_stand_in_groups_in_the_order_of_the_text(article, annotator):
    late = make_annotation(article=article, author=annotator, quote="back")
    early = make_annotation(article=article, author=annotator, quote="left")
    whole = make_annotation(article=article, author=annotator)
    lost = make_annotation(article=article, author=annotator, quote="came", state="lost")
    found = cards(article.pk, [late.pk, early.pk, whole.pk, lost.pk], annotator)
    assert [(group.name, [card.pk for card in group.cards]) for group in grouped(found)] == [
        ("whole", [whole.pk]),
        ("lost", [lost.pk]),
        ("passage", [early.pk, late.pk]),
    ]


def test_tags_stand_in_the_order_in_which_they_were_given(article, annotator):
    make_tag("A")
    made = annotate(article=article, author=annotator, start=0, end=3, tags=["Z", "a", "M"])
    [card] = cards(article.pk, [made.pk], annotator)
    assert [tag.name for tag in card.tags] == ["Z", "A", "M"]


@pytest.mark.parametrize(("start", "end"), [(0, 3), (None, None)])
def test_the_card_of_a_new_one_is_the_one_that_the_page_has(article, annotator, start, end):
    asked = {"note": "*Why*", "visibility": "private", "uid": None}
    made = make(
        article=article, author=annotator, start=start, end=end, tags=["Z", "a, b"], **asked
    )
    assert [new_card(made.annotation, made.tags, annotator)] == cards(
        article.pk, [made.annotation.pk], annotator
    )


def test_replies_stand_below_and_a_key_of_one_gives_no_card(article, annotator, colleague):
    made = annotate(article=article, author=annotator, start=0, end=3)
    answers = [reply(to=made, author=colleague, note=note) for note in ("One", "Two")]
    [card] = cards(article.pk, [made.pk], annotator)
    assert [str(answer.note) for answer in card.replies] == ["<p>One</p>", "<p>Two</p>"]
    assert [answer.may_change for answer in card.replies] == [False, False]
    assert cards(article.pk, [answers[0].pk], annotator) == []


def test_where_one_was_carried_from_is_told_to_those_who_may_see_it(article, annotator, colleague):
    other = make_article(title="First copy", body=BODY)
    origin = annotate(article=other, author=annotator, start=0, end=3)
    made = make_annotation(article=article, author=annotator, quote="left", carried_from=origin)

    def told(viewer):
        [card] = cards(article.pk, [made.pk], viewer)
        return card.carried_from and (card.carried_from.title, card.carried_from.url)

    assert told(colleague) == ("First copy", f"/annotations/{origin.uid}/")
    edit(annotation=origin, by=annotator, version=1, visibility="private")
    assert told(colleague) is None
    assert told(annotator) is not None


def test_cards_of_others_private_annotations_do_not_exist(article, colleague):
    hidden = make_annotation(
        article=article, author=make_user("annotator"), quote="left", visibility="private"
    )
    assert cards(article.pk, [hidden.pk], colleague) == []
