"""What an import leaves in the archive, also when it is run again, interrupted or contradicted."""

from __future__ import annotations

import pytest

from articles.actions import importing
from articles.actions.articles import revise
from articles.actions.importing import Import
from articles.importers import Refusal
from articles.models import Annotation, Article, Author, Authorship, Revision, Source
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from tests.actions.drafts import make_draft
from tests.factories import make_annotation, make_user

pytestmark = pytest.mark.django_db


def imported(*items, **options) -> Import:
    run = Import(**options)
    list(run.run(items))
    return run


def found(words: str) -> set[str]:
    docids = Listing(Scope(query=parse(words))).docids(0, 100)
    return set(Article.objects.filter(docid__in=docids).values_list("title", flat=True))


def test_a_new_article_is_stored_whole():
    assert imported(make_draft()).summary() == (
        "created=1 updated=0 unchanged=0 duplicate=0 refused=0"
    )
    article = Article.objects.get()
    assert article.title == "Ferry 1 is late"
    assert article.source.name == "Harbour Post"
    assert [author.name for author in article.authors.order_by("authorship__position")] == [
        "Ada Tern",
        "Bo Lind",
    ]
    assert article.text == "The ferry number 1 left at noon.\nIt came back."
    assert article.html.count("<p>") == 2
    assert found("noon") == {"Ferry 1 is late"}


def test_the_same_again_changes_nothing():
    imported(make_draft())
    before = Article.objects.values().get()
    assert imported(make_draft()).counts["unchanged"] == 1
    assert Article.objects.values().get() == before
    assert not Revision.objects.exists()


def test_the_same_content_in_another_file_is_unchanged():
    imported(make_draft())
    assert imported(make_draft(file_digest="f" * 64)).counts["unchanged"] == 1


def test_an_editors_correction_outlives_the_same_file():
    imported(make_draft())
    revise(article=Article.objects.get(), body="Corrected.", by=make_user("editor"), reason="")
    assert imported(make_draft()).counts["unchanged"] == 1
    assert Article.objects.get().text == "Corrected."


def test_other_content_keeps_the_state_before():
    imported(make_draft())
    run = imported(make_draft(body="The ferry stayed.", byline="Cy Moor", source="Coast Daily"))
    assert run.counts["updated"] == 1
    article = Article.objects.get()
    assert (article.text, article.source.name, article.revision) == (
        "The ferry stayed.",
        "Coast Daily",
        2,
    )
    assert [author.name for author in article.authors.all()] == ["Cy Moor"]
    state = Revision.objects.get()
    assert (state.number, state.source_name, state.byline) == (
        1,
        "Harbour Post",
        "Ada Tern and Bo Lind",
    )
    assert state.body.startswith("The ferry number 1")
    assert state.reason == "Imported again from 1.txt"
    assert found("noon") == set()
    assert found("stayed") == {"Ferry 1 is late"}


def test_a_changed_date_moves_the_article():
    imported(make_draft(1), make_draft(2))
    imported(make_draft(1, published_at=make_draft(3).published_at))
    assert [one.title for one in Article.objects.newest()] == ["Ferry 1 is late", "Ferry 2 is late"]
    first = Article.objects.get(title="Ferry 1 is late")
    assert set(Authorship.objects.filter(article=first).values_list("docid", flat=True)) == {
        first.docid
    }
    assert found("title:1") == {"Ferry 1 is late"}


def test_without_a_url_title_source_and_date_tell_an_article():
    draft = make_draft(url="")
    imported(draft)
    assert imported(make_draft(url="", body="Other words.")).counts["updated"] == 1
    assert imported(make_draft(url="", source="Coast Daily")).counts["created"] == 1


def test_the_same_body_under_another_url_is_a_linked_duplicate():
    body = make_draft(1).body
    run = imported(make_draft(1), make_draft(2, body=body), make_draft(3, body=body))
    assert (run.counts["created"], run.counts["duplicate"]) == (1, 2)
    first = Article.objects.get(duplicate_of=None)
    assert first.title == "Ferry 1 is late"
    assert first.duplicates.count() == 2
    assert imported(make_draft(2, body=body)).counts["unchanged"] == 1


def test_duplicates_stay_linked_when_the_first_changes():
    body = make_draft(1).body
    imported(make_draft(1), make_draft(2, body=body), make_draft(3, body=body))
    imported(make_draft(1, body="Something else."))
    second = Article.objects.get(title="Ferry 2 is late")
    assert Article.objects.get(title="Ferry 1 is late").duplicate_of is None
    assert second.duplicate_of is None
    assert Article.objects.get(title="Ferry 3 is late").duplicate_of == second


def test_two_states_in_one_run_do_not_go_to_and_fro():
    old, new = make_draft(1), make_draft(1, body="Corrected since.")
    first = imported(old, new)
    assert (first.counts["created"], first.counts["updated"]) == (1, 1)
    again = imported(old, new)
    assert again.summary() == "created=0 updated=0 unchanged=2 duplicate=0 refused=0"
    assert Article.objects.get().text == "Corrected since."
    assert Revision.objects.count() == 1


def test_three_states_settle_too():
    states = [make_draft(1, body=body) for body in ("One.", "Two.", "Three.")]
    imported(*states)
    assert imported(*states).counts["unchanged"] == 3
    assert Article.objects.get().text == "Three."


def test_a_publisher_may_go_back_to_an_earlier_text():
    old, new = make_draft(1), make_draft(1, body="Corrected since.")
    imported(old)
    imported(new)
    assert imported(old).counts["updated"] == 1
    assert Article.objects.get().text.startswith("The ferry number 1")
    assert imported(old).counts["unchanged"] == 1


def test_refusals_are_counted_and_the_rest_goes_on():
    run = Import()
    outcomes = list(run.run([Refusal("a.txt", 3, "no title"), make_draft()]))
    assert [(one.status, one.origin, one.line, one.reason) for one in outcomes] == [
        ("refused", "a.txt", 3, "no title"),
        ("created", "folder/1.txt", None, ""),
    ]


def test_a_dry_run_counts_the_same_and_writes_nothing():
    body = make_draft(1).body
    items = [make_draft(1), make_draft(2, body=body), make_draft(1, body="New."), make_draft(3)]
    pretended = imported(*items, dry_run=True).counts
    assert not Article.objects.exists()
    assert not Source.objects.exists()
    assert not Author.objects.exists()
    assert pretended == imported(*items).counts


def test_a_dry_run_knows_what_the_archive_has():
    imported(make_draft(1), make_draft(2))
    items = [make_draft(1), make_draft(2, body="Changed."), make_draft(3)]
    run = imported(*items, dry_run=True)
    assert run.summary() == "created=1 updated=1 unchanged=1 duplicate=0 refused=0"
    assert Article.objects.get(title="Ferry 2 is late").text.startswith("The ferry number 2")


def test_sources_and_authors_are_made_once_whatever_their_case():
    imported(make_draft(1), make_draft(2, source="HARBOUR  POST", byline="ada tern"))
    assert Source.objects.count() == 1
    assert Author.objects.count() == 2


@pytest.mark.parametrize("size", [1, 2, 7])
def test_batches_of_any_size_give_the_same(monkeypatch, size):
    monkeypatch.setattr(importing, "BATCH_ARTICLES", size)
    items = [make_draft(number % 5) for number in range(10)]
    run = imported(*items)
    assert (run.counts["created"], run.counts["unchanged"]) == (5, 5)


def test_a_batch_that_meets_another_run_is_tried_again(monkeypatch):
    """As when another process stores the same article between the look and the write."""
    imported(make_draft(1))
    look, blind = Import._standing, [True]
    monkeypatch.setattr(
        Import, "_standing", lambda *args: {} if blind and blind.pop() else look(*args)
    )
    run = imported(make_draft(1), make_draft(2))
    assert (run.counts["created"], run.counts["unchanged"]) == (1, 1)
    assert Article.objects.count() == 2


def test_a_failing_batch_leaves_nothing_of_itself(monkeypatch):
    def fail(*args, **options):
        raise RuntimeError("power cut")

    imported(make_draft(1))
    monkeypatch.setattr("articles.actions.storing.backend", fail)
    with pytest.raises(RuntimeError):
        imported(make_draft(2))
    monkeypatch.undo()
    assert Article.objects.count() == 1
    assert Authorship.objects.count() == 2
    assert imported(make_draft(1), make_draft(2)).counts["created"] == 1


def test_two_hundred_articles_of_one_second_have_their_places():
    moment = make_draft(1).published_at
    imported(*[make_draft(number, published_at=moment) for number in range(1, 201)])
    docids = set(Article.objects.values_list("docid", flat=True))
    assert len(docids) == 200
    assert max(docids) - min(docids) < 1024


def test_undated_articles_stand_at_the_old_end():
    imported(make_draft(1, published_at=None), make_draft(2), make_draft(3, published_at=None))
    assert Article.objects.newest().first().title == "Ferry 2 is late"
    assert Article.objects.count() == 3


def test_a_body_that_shows_nothing_is_refused_and_changes_nothing():
    imported(make_draft(1))
    empty = {"markup": "markdown", "body": "<!-- nothing to see -->"}
    run = Import()
    outcomes = list(run.run([make_draft(1, **empty), make_draft(2, **empty)]))
    assert [(one.status, one.reason) for one in outcomes] == [
        ("refused", "the body shows no text")
    ] * 2
    assert Article.objects.get().text.startswith("The ferry number 1")


def test_a_dry_run_tells_what_becomes_of_annotated_passages():
    imported(make_draft(1), make_draft(2))
    article = Article.objects.order_by("pk").first()
    author = make_user("annotator")
    stays = make_annotation(article=article, author=author, quote="It came back.")
    goes = make_annotation(article=article, author=author, quote="left at noon")
    run = Import(dry_run=True)
    new = {"body": "The ferry sank.\nIt came back."}
    first, second = run.run([make_draft(1, **new), make_draft(2, title="Ferry 2 is early")])
    assert (first.status, first.passages) == ("updated", {"exact": 1, "lost": 1})
    assert first.warnings == ("2 annotated passages: 1 stays, 1 is lost",)
    assert (second.passages, second.warnings) == ({}, ())
    assert run.passages_told() == "2 annotated passages: 1 stays, 1 is lost"
    assert set(Annotation.objects.values_list("state", flat=True)) == {"exact"}
    outcome = next(Import().run([make_draft(1, **new)]))
    assert (outcome.passages, outcome.warnings) == (None, ())
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.state, goes.state) == ("exact", "lost")
