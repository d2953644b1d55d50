"""The search index made anew finds what it found before, and what it had lost."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import backend, parse
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def test_an_empty_index_is_filled_again():
    source = make_source("Coast Daily")
    make_article(body="A heron stood there.", source=source, authors=["Ada Tern"])
    make_article(body="A gull stood there.")
    backend().clear()
    heron = Scope(query=parse("heron"), sources=(source.pk,))
    assert Listing(heron).total.number == 0
    out = io.StringIO()
    call_command("rebuild_search", quiet=True, stdout=out)
    assert out.getvalue() == "indexed=2 annotations=0\n"
    assert Listing(heron).total.number == 1
    assert Listing(Scope(query=parse("stood"))).total.number == 2


def test_rows_of_articles_that_are_gone_go_too():
    article = make_article(body="A heron stood there.")
    type(article).objects.filter(pk=article.pk).delete()
    call_command("rebuild_search", quiet=True, stdout=io.StringIO())
    assert Listing(Scope(query=parse("heron"))).total.number == 0
