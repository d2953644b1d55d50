"""The same words said of copies of an article too."""

from __future__ import annotations

import pytest

from articles.actions.annotations import annotate, delete, reply
from articles.actions.articles import create
from articles.actions.carrying import carry
from articles.actions.refusal import Refused
from articles.actions.undo import undo
from articles.models import Activity, Annotation, Article
from articles.search import ANNOTATIONS, Criteria, backend, parse
from tests.actions.test_near_duplicates import LOCAL, WIRE

pytestmark = pytest.mark.django_db

PASSAGE = "Divers are to look at the wreck next week"


@pytest.fixture
def first(annotator) -> Annotation:
    article = create(title="Wire", body=WIRE, url="https://wire.example/1")
    start = article.text.index(PASSAGE)
    return annotate(
        article=article,
        author=annotator,
        start=start,
        end=start + len(PASSAGE),
        tags=["Salvage", "Dates"],
        note="*When?*",
    )


def copy(title: str, body: str) -> Article:
    return create(title=title, body=body, url=f"https://{title.lower()}.example/")


def texts_and_quotes(article: Article) -> list[tuple[str, str]]:
    return [
        (article.text[one.start : one.end], one.quote)
        for one in Annotation.objects.standing().filter(article=article)
    ]


def test_it_goes_to_equal_and_nearly_equal_texts_in_one_entry(first, colleague):
    equal, near = copy("Equal", WIRE), copy("Near", f"First of all.\n{LOCAL}")
    entry = carry(annotation=first, to=[equal, near], by=colleague)
    assert texts_and_quotes(equal) == [(PASSAGE, PASSAGE)]
    changed = PASSAGE.replace("next week", "on Monday")
    assert texts_and_quotes(near) == [(changed, changed)]
    for made in Annotation.objects.filter(carried_from=first):
        assert (made.author, made.note, made.note_html) == (colleague, first.note, first.note_html)
        assert made.visibility == first.visibility
        assert made.text_digest == made.article.text_digest
        links = made.tags.through.objects.filter(annotation=made).order_by("id")
        assert [link.tag.name for link in links.select_related("tag")] == ["Salvage", "Dates"]
    assert backend(table=ANNOTATIONS).count(Criteria(parse("divers"))) == 3
    assert Activity.objects.filter(verb="carry over").get() == entry
    assert undo(activity=entry, by=colleague).restored == 2
    assert texts_and_quotes(equal) == texts_and_quotes(near) == []


def test_a_carried_one_is_carried_on_with_a_link_to_the_first(first, annotator):
    second, third = copy("Second", WIRE), copy("Third", LOCAL)
    carry(annotation=first, to=[second], by=annotator)
    carried = Annotation.objects.get(article=second)
    carry(annotation=carried, to=[third], by=annotator)
    assert Annotation.objects.get(article=third).carried_from == first
    with pytest.raises(Refused, match="already"):
        carry(annotation=carried, to=[first.article], by=annotator)


def test_not_twice_to_the_same_copy_unless_it_was_deleted_there(first, annotator):
    other = copy("Other", WIRE)
    carry(annotation=first, to=[other, other], by=annotator)
    with pytest.raises(Refused, match="already"):
        carry(annotation=first, to=[other], by=annotator)
    assert Annotation.objects.filter(article=other).count() == 1
    delete(annotations=list(Annotation.objects.filter(article=other)), by=annotator)
    carry(annotation=first, to=[other], by=annotator)
    assert len(texts_and_quotes(other)) == 1


def test_where_the_passage_is_lost_nothing_is_carried_anywhere(first, annotator):
    good = copy("Good", WIRE)
    lost = copy("Lost", "\n".join(WIRE.split("\n")[:3]))
    with pytest.raises(Refused, match="does not stand in “Lost”"):
        carry(annotation=first, to=[good, lost], by=annotator)
    assert Annotation.objects.count() == 1


def test_what_is_said_of_the_whole_article_is_carried_as_that(annotator):
    article = create(title="Wire", body=WIRE, url="https://wire.example/1")
    first = annotate(article=article, author=annotator, start=None, end=None, note="All of it")
    other = copy("Other", LOCAL)
    carry(annotation=first, to=[other], by=annotator)
    made = Annotation.objects.get(article=other)
    assert (made.start, made.quote, made.note) == (None, "", "All of it")


def test_a_private_one_that_another_carried_stays_unknown(first, annotator, colleague):
    other = copy("Other", WIRE)
    carry(annotation=first, to=[other], by=annotator)
    Annotation.objects.filter(article=other).update(visibility="private")
    carry(annotation=first, to=[other], by=colleague)
    assert Annotation.objects.filter(article=other).count() == 2


def test_replies_and_nothing_are_not_carried(first, annotator):
    answer = reply(to=first, author=annotator, note="Yes")
    with pytest.raises(Refused):
        carry(annotation=answer, to=[copy("Other", WIRE)], by=annotator)
    with pytest.raises(Refused):
        carry(annotation=first, to=[], by=annotator)
