from __future__ import annotations

import pytest

from articles.actions import names
from articles.actions.names import NameTaken, merge_authors, merge_sources, rename, set_source
from articles.models import Article, Author, Revision, Source
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from tests.factories import make_article, make_author, make_source

pytestmark = pytest.mark.django_db


def found(word: str, **scope) -> set[str]:
    """The titles that a search finds under a filter."""
    hits = Listing(Scope(query=parse(word), **scope)).hits(100)
    return set(
        Article.objects.filter(docid__in=hits.values("docid")).values_list("title", flat=True)
    )


def test_articles_of_merged_sources_are_found_under_the_one_that_stays():
    old, new = make_source("Harbor Post"), make_source("Harbour Post")
    make_article(title="Old tide", source=old)
    make_article(title="New tide", source=new)
    assert merge_sources(sources=[old, new], into=new) == 1
    assert set(Article.objects.values_list("source__name", flat=True)) == {"Harbour Post"}
    assert found("tide", sources=(new.pk,)) == {"Old tide", "New tide"}
    assert found("tide", sources=(old.pk,)) == set()


def test_a_merged_name_means_its_successor_in_addresses_and_imports():
    first, second, third = (make_source(f"Post {number}") for number in "abc")
    merge_sources(sources=[first], into=second)
    merge_sources(sources=[second], into=third)
    assert set(Source.objects.addressed([first.slug, "post B"])) == {third}
    assert Source.objects.ensure(["Post a", "POST B"]) == {"Post a": third.pk, "POST B": third.pk}
    assert list(Source.objects.standing()) == [third]


def test_merging_into_what_was_merged_is_refused():
    first, second = make_source(), make_source()
    merge_sources(sources=[first], into=second)
    first.refresh_from_db()
    with pytest.raises(ValueError, match="was itself merged"):
        merge_sources(sources=[second], into=first)


def test_more_articles_than_one_transaction_takes_are_merged(monkeypatch):
    monkeypatch.setattr(names, "CHUNK", 2)
    old, new = make_source("Old"), make_source("New")
    for number in range(5):
        make_article(source=old, authors=["Ada Tern", f"Bo {number}"])
    assert merge_sources(sources=[old], into=new) == 5
    ada, boes = make_author("Ada Tern"), Author.objects.filter(name__startswith="Bo")
    assert merge_authors(authors=list(boes), into=ada) == 5
    assert [list(one.authors.all()) for one in Article.objects.all()] == [[ada]] * 5


def test_an_interrupted_merge_can_be_asked_for_again(monkeypatch):
    monkeypatch.setattr(names, "CHUNK", 1)
    old, new = make_source("Old"), make_source("New")
    for _ in range(3):
        make_article(source=old)
    real, calls = names.index, []

    def fail_later(**values):
        calls.append(values)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(**values)

    monkeypatch.setattr(names, "index", fail_later)
    with pytest.raises(KeyboardInterrupt):
        merge_sources(sources=[old], into=new)
    old.refresh_from_db()
    assert old.merged_into is None
    merge_sources(sources=[old], into=new)
    assert set(Article.objects.values_list("source__name", flat=True)) == {"New"}


def test_merged_authors_are_named_once_in_their_first_place():
    article = make_article(title="Tide", authors=["A. Tern", "Bo Gull", "Ada Tern"])
    short, full = make_author("A. Tern"), make_author("Ada Tern")
    assert merge_authors(authors=[short, full], into=full) == 1
    assert set(article.authors.values_list("name", flat=True)) == {"Bo Gull", "Ada Tern"}
    assert article.byline == "A. Tern, Bo Gull, Ada Tern"
    assert found("tide", authors=(full.pk,)) == {"Tide"}
    assert found("tide", authors=(short.pk,)) == set()
    assert Author.objects.ensure(["a. tern"]) == {"a. tern": full.pk}


def test_authors_merged_into_one_that_the_article_did_not_name():
    article = make_article(authors=["A. Tern", "Bo Gull", "A Tern"])
    into = make_author("Ada Tern")
    merge_authors(authors=[make_author("A. Tern"), make_author("A Tern")], into=into)
    links = article.authorship_set.order_by("position")
    assert [link.author.name for link in links] == ["Ada Tern", "Bo Gull"]


def test_a_renamed_source_keeps_its_address_and_is_known_by_its_old_name():
    source = make_source("Harbor Post")
    renamed = rename(row=source, name="Harbour Post")
    assert (renamed.pk, renamed.slug) == (source.pk, "harbor-post")
    assert Source.objects.ensure(["Harbor Post"]) == {"Harbor Post": source.pk}
    assert set(Source.objects.addressed(["harbor-post", "Harbor Post", "harbour post"])) == {source}
    assert list(Source.objects.standing()) == [renamed]


def test_a_source_can_have_its_old_name_back():
    source = make_source("First")
    rename(row=source, name="Second")
    again = rename(row=source, name="first")
    assert (again.pk, again.name) == (source.pk, "first")
    assert set(Source.objects.ensure(["First", "Second"]).values()) == {source.pk}
    assert Source.objects.count() == 2


def test_another_spelling_of_the_same_name_leaves_no_other_name():
    source = rename(row=make_source("harbour POST"), name="Harbour Post")
    assert list(Source.objects.values_list("name", flat=True)) == ["Harbour Post"]
    assert source.merged_into is None


def test_a_name_that_another_has_is_refused():
    first, second = make_source("First"), make_source("Second")
    rename(row=second, name="Third")
    for name in ("SECOND", "third"):  # the name that it had, and the one that it has
        with pytest.raises(NameTaken) as refused:
            rename(row=first, name=name)
        assert refused.value.holder == second


def test_setting_the_source_keeps_a_revision_with_who_and_why(editor):
    old, new = make_source("Old"), make_source("New")
    article, other = make_article(source=old), make_article(source=None)
    already = make_article(source=new)
    assert set_source(articles=Article.objects.all(), source=new, by=editor) == 2
    assert set(Revision.objects.values_list("article", "made_by", "reason", "source_name")) == {
        (article.pk, editor.pk, "Source set to New", "Old"),
        (other.pk, editor.pk, "Source set to New", ""),
    }
    already.refresh_from_db()
    assert already.revision == 1
