"""Articles that say nearly the same are linked, and stay so through every change."""

from __future__ import annotations

import pytest

from articles.actions import near_duplicates
from articles.actions.articles import change, create, remove, rerender, revise
from articles.actions.importing import Import
from articles.actions.near_duplicates import MOST_SHARING, compare_all_anew, enter, link_new
from articles.likeness import sketch
from articles.models import Article, Feature, NearDuplicate, Uncompared
from tests.actions.drafts import make_draft

pytestmark = pytest.mark.django_db

WIRE = "\n".join(
    (
        "The ferry to Sandholm sank on Friday morning after it struck a rock near the pier.",
        "All forty passengers were taken off by fishing boats within half an hour, police said.",
        "The master, who has sailed the route since spring, told reporters that fog had come up.",
        "Nobody was hurt, but two cars and the mail for the island went down with the ship.",
        "Divers are to look at the wreck next week, weather permitting, the owners announced.",
    )
)
LOCAL = WIRE.replace("on Friday morning", "early on Friday").replace(" next week", " on Monday")
SHORTER = "Ferry sinks\n" + "\n".join(LOCAL.split("\n")[:4])
OTHER = (
    "A heron has been seen at the harbour for the first time in nine years.\n"
    "Children counted it among the gulls, and a teacher took a photograph for the paper."
)


def linked() -> set[tuple[str, str]]:
    rows = NearDuplicate.objects.values_list("article__title", "other__title")
    return set(rows)


def both(*pairs: str) -> set[tuple[str, str]]:
    return {pair for a, b in pairs for pair in ((a, b), (b, a))}


def make(title: str, body: str, **values) -> Article:
    url = f"https://{title.lower()}.example/"
    return create(title=title, body=body, url=url, **values)


def in_step() -> bool:
    """Whether the tables are as they would be if they were made anew."""
    kept = linked(), set(Feature.objects.values_list("value", "article_id"))
    compare_all_anew()
    list(link_new())
    return kept == (linked(), set(Feature.objects.values_list("value", "article_id")))


def test_an_import_links_what_is_nearly_the_same():
    bodies = {1: WIRE, 2: OTHER, 3: LOCAL, 4: SHORTER}
    drafts = [make_draft(number, title=str(number), body=body) for number, body in bodies.items()]
    list(Import().run(drafts[:3]))
    list(Import().run(drafts[3:]))
    assert linked() == both("13", "14", "34")
    assert all(60 <= row.similarity <= 99 for row in NearDuplicate.objects.all())
    assert in_step()


def test_equal_texts_are_copies_and_the_first_stands_for_them():
    make("A", WIRE)
    copy = make("B", WIRE)
    make("C", LOCAL)
    assert linked() == both("AC")
    assert copy.duplicate_of.title == "A"
    assert in_step()


def test_a_changed_text_is_linked_anew():
    first = make("A", WIRE)
    make("B", LOCAL)
    revise(article=first, body=OTHER, by=None, reason="")
    assert linked() == set()
    assert in_step()
    revise(article=first, body=SHORTER, by=None, reason="")
    assert linked() == both("AB")
    change(article=first, by=None, reason="", title="D")
    assert linked() == both("DB")
    assert in_step()


def test_when_the_first_of_some_copies_changes_or_goes_the_next_stands_for_them():
    first, second, third = make("A", WIRE), make("B", WIRE), make("C", WIRE)
    make("D", LOCAL)
    revise(article=first, body=OTHER, by=None, reason="")
    assert linked() == both("BD")
    remove(articles=[Article.objects.get(pk=second.pk)])
    assert linked() == both("CD")
    assert in_step()
    revise(article=third, body=LOCAL, by=None, reason="")
    assert linked() == set()
    assert in_step()


def test_nothing_is_left_of_what_was_removed():
    articles = [make("A", WIRE), make("B", LOCAL)]
    remove(articles=articles)
    assert (Feature.objects.count(), NearDuplicate.objects.count()) == (0, 0)


def test_rendering_anew_keeps_step():
    article = make("A", WIRE.replace("ferry", "*ferry*"))
    make("B", LOCAL)
    Article.objects.filter(pk=article.pk).update(markup="markdown")
    rerender(articles=Article.objects.all())
    assert linked() == both("AB")
    assert in_step()


def test_a_phrase_that_everybody_writes_links_nobody_and_takes_little_room(monkeypatch):
    compared = []
    monkeypatch.setattr(near_duplicates, "likeness", lambda one, other: compared.append(1) or 0.0)
    phrase = "Subscribe to our letter for more of this."
    assert sketch(phrase)
    made = [
        make_draft(number, body=f"{phrase}\nNumber {number} says nothing else that counts here.")
        for number in range(1, 3 * MOST_SHARING)
    ]
    for start in range(0, len(made), 10):
        list(Import().run(made[start : start + 10]))
    shared = set(sketch(phrase)) & set(Feature.objects.values_list("value", flat=True))
    for value in shared:
        assert Feature.objects.filter(value=value).count() <= MOST_SHARING
    before = len(compared)
    list(Import().run([make_draft(500, body=f"{phrase}\nA heron came, and that is all there is.")]))
    assert len(compared) == before


def test_a_story_that_many_have_is_linked_beyond_that():
    number = MOST_SHARING + 5
    list(
        Import().run(
            make_draft(place, title=str(place), body=f"{WIRE}\nReport number {place} of ours.")
            for place in range(number)
        )
    )
    last = Article.objects.get(title=str(number - 1))
    assert NearDuplicate.objects.filter(article=last).count() > 0


def test_entering_many_asks_no_more_questions_than_entering_one(count_queries):
    texts = {
        number: f"{number} is what this is about. And {number} is what it ends with."
        for number in range(1, 200)
    }
    few = count_queries(lambda: enter({1000: "A sentence that is long enough for everybody."}))
    assert count_queries(lambda: enter(texts)) <= few + 1


def test_what_a_large_import_leaves_waits_and_is_linked_later(monkeypatch):
    monkeypatch.setattr("articles.actions.importing.COMPARED_AFTER_IMPORT", 0)
    bodies = {"A": WIRE, "B": LOCAL, "C": OTHER, "D": WIRE}
    list(
        Import().run(
            make_draft(place, title=title, body=body)
            for place, (title, body) in enumerate(bodies.items())
        )
    )
    assert linked() == set()
    assert Uncompared.objects.count() == 3
    # Changed or gone while it waits, it is linked as it is by then.
    revise(article=Article.objects.get(title="C"), body=SHORTER, by=None, reason="")
    remove(articles=[Article.objects.get(title="B")])
    assert list(link_new()) == [2]
    assert linked() == both("AC")
    assert not Uncompared.objects.exists()
    assert in_step()


def test_a_dry_run_links_nothing():
    list(Import().run([make_draft(1, body=WIRE)]))
    list(Import(dry_run=True).run([make_draft(2, body=LOCAL)]))
    assert (Feature.objects.values("article").distinct().count(), linked()) == (1, set())
