"""What becomes of annotations when the text of their article changes."""

from __future__ import annotations

import pytest

from articles.actions.anchors import foresee, told
from articles.actions.annotations import annotate, delete
from articles.actions.articles import rerender, revise
from articles.models import Activity, Annotation, Article
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

TEXT = (
    "The ferry left the harbour at noon with forty people on board.\n"
    "The master said that the engine had been repaired in the spring.\n"
    "Nobody was hurt."
)


@pytest.fixture
def annotator():
    return make_user("annotator")


@pytest.fixture
def article():
    return make_article(body=TEXT)


def on(article, author, quote: str) -> Annotation:
    start = article.text.index(quote)
    return annotate(article=article, author=author, start=start, end=start + len(quote))


def test_what_stands_unchanged_moves_along(article, annotator):
    made = on(article, annotator, "forty people")
    revise(article=article, body=f"A correction.\n{TEXT}", by=annotator, reason="")
    made.refresh_from_db()
    revised = Article.objects.get()
    assert made.state == "exact"
    assert revised.text[made.start : made.end] == made.quote == "forty people"
    assert made.text_digest == revised.text_digest
    assert made.version == 1
    assert not Activity.objects.filter(verb="follow text").exists()


def test_what_was_changed_is_moved_and_the_log_has_the_old_words(article, annotator):
    made = on(article, annotator, "the engine had been repaired in the spring")
    body = TEXT.replace("repaired in the spring", "repaired in the summer")
    revise(article=article, body=body, by=annotator, reason="")
    made.refresh_from_db()
    assert (made.state, made.quote) == ("moved", "the engine had been repaired in the summer")
    before = Activity.objects.get(verb="follow text").before[f"annotation:{made.pk}"]
    assert before["quote"] == "the engine had been repaired in the spring"


def test_what_is_gone_is_lost_and_found_when_it_comes_back(article, annotator):
    made = on(article, annotator, "The master said that the engine had been repaired")
    without = "\n".join(TEXT.split("\n")[::2])
    revise(article=article, body=without, by=annotator, reason="")
    made.refresh_from_db()
    assert (made.state, made.quote) == (
        "lost",
        "The master said that the engine had been repaired",
    )
    revise(article=article, body=f"New.\n{TEXT}", by=annotator, reason="")
    made.refresh_from_db()
    assert made.state == "exact"
    assert Article.objects.get().text[made.start : made.end] == made.quote


def changed(article, *bodies: str) -> Article:
    for body in bodies:
        article = revise(article=article, body=body, by=None, reason="")
    return article


def test_what_moved_needs_no_decision_once_its_own_words_are_back(article, annotator):
    made = on(article, annotator, "the engine had been repaired in the spring")
    edge = on(article, annotator, "in the spring")
    changed(article, TEXT.replace("the spring", "the summer"))
    assert {one.state for one in Annotation.objects.exclude(changed_in=None)} == {"moved"}
    for back in (f"A correction.\n{TEXT}", TEXT):
        assert foresee(article=article, new_text=back) == {"exact": 2}
        text = changed(article, back).text
        for one in (made, edge):
            quote = one.quote
            one.refresh_from_db()
            assert (one.state, one.quote, one.changed_in) == ("exact", quote, None)
            assert text[one.start : one.end] == quote


def test_what_moved_and_then_was_lost_is_as_it_was_in_the_very_same_text(article, annotator):
    made = on(article, annotator, "the engine had been repaired in the spring")
    changed(article, TEXT.replace("in the spring", "last summer"), "Nobody was hurt.")
    made.refresh_from_db()
    assert (made.state, made.quote) == ("lost", "the engine had been repaired last summer")
    assert foresee(article=article, new_text=TEXT) == {"found": 1}
    changed(article, TEXT)
    made.refresh_from_db()
    assert (made.state, made.quote) == ("exact", "the engine had been repaired in the spring")
    assert made.changed_in is None


def test_rendering_anew_keeps_the_passages(annotator):
    article = make_article(body="Some *marked* words.", markup="plain")
    made = on(article, annotator, "words")
    Article.objects.filter(pk=article.pk).update(markup="markdown")
    rerender(articles=Article.objects.all())
    made.refresh_from_db()
    assert Article.objects.get().text == "Some marked words."
    assert (made.start, made.quote) == (12, "words")


def test_an_annotation_of_the_whole_article_stays(article, annotator):
    made = annotate(article=article, author=annotator, start=None, end=None, note="All")
    revise(article=article, body="Quite other words.", by=annotator, reason="")
    made.refresh_from_db()
    assert (made.state, made.start, made.version) == ("exact", None, 1)


def test_lost_passages_are_found_when_the_very_same_text_comes_back(article, annotator):
    made = on(article, annotator, "The master said that the engine had been repaired")
    revise(article=article, body=TEXT.split("\n")[0], by=annotator, reason="")
    revise(article=article, body=TEXT, by=annotator, reason="")
    made.refresh_from_db()
    assert made.state == "exact"


def test_what_a_change_would_do_is_told_beforehand_and_then_happens(article, annotator):
    stays = on(article, annotator, "forty people")
    changes = on(article, annotator, "the engine had been repaired in the spring")
    goes = on(article, annotator, "Nobody was hurt.")
    deleted = on(article, annotator, "at noon")
    delete(annotations=[deleted], by=annotator)
    new = TEXT.replace("in the spring", "in the summer").replace("\nNobody was hurt.", "")
    counts = foresee(article=article, new_text=f"First.\n{new}")
    assert counts == {"exact": 1, "moved": 1, "lost": 1}
    assert told(counts) == "3 annotated passages: 1 stays, 1 changes, 1 is lost"
    assert set(Annotation.objects.values_list("state", flat=True)) == {"exact"}
    revise(article=article, body=f"First.\n{new}", by=annotator, reason="")
    assert [Annotation.objects.get(pk=one.pk).state for one in (stays, changes, goes)] == [
        "exact",
        "moved",
        "lost",
    ]
    assert foresee(article=article, new_text=TEXT)["found"] == 1
    # Lost before and after: this change does nothing to it.
    assert foresee(article=article, new_text="Nothing of it.\nAt all.")["lost"] == 2


def test_nothing_is_told_of_an_article_without_passages(article, annotator):
    annotate(article=article, author=annotator, start=None, end=None, note="All")
    assert told(foresee(article=article, new_text="Other.")) == ""


def test_telling_beforehand_takes_two_queries(article, annotator, count_queries):
    for quote in ("ferry", "harbour", "noon", "forty", "people", "master", "engine"):
        on(article, annotator, quote)
    assert count_queries(lambda: foresee(article=article, new_text="Other.")) == 2
