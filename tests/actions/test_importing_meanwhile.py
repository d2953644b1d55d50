"""What others do while a long import runs is respected by the rest of it."""

from __future__ import annotations

import pytest

from articles.actions import importing
from articles.actions.importing import Import
from articles.actions.names import merge_authors, merge_sources
from articles.models import Article, Author, Source
from tests.actions.drafts import make_draft

pytestmark = pytest.mark.django_db


def test_what_is_merged_during_an_import_stays_merged(monkeypatch):
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 1)
    outcomes = Import().run(make_draft(number) for number in range(1, 4))
    next(outcomes)
    source, author = Source.objects.get(), Author.objects.get(name="Ada Tern")
    into = Source.objects.get(pk=Source.objects.ensure(["Coast Daily"])["Coast Daily"])
    person = Author.objects.get(pk=Author.objects.ensure(["A. Tern"])["A. Tern"])
    merge_sources(sources=[source], into=into)
    merge_authors(authors=[author], into=person)
    list(outcomes)
    assert Article.objects.count() == 3
    assert set(Article.objects.values_list("source", flat=True)) == {into.pk}
    assert Article.objects.filter(authors=person).count() == 3
    assert not Article.objects.filter(authors=author).exists()
