"""Articles that a large import left are compared by a command."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from articles.models import Article, NearDuplicate, Uncompared
from tests.actions.test_near_duplicates import LOCAL, WIRE
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = io.StringIO()
    call_command("link_near_duplicates", quiet=True, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_what_waits_is_compared_once():
    articles = [make_article(body=WIRE), make_article(body=LOCAL)]
    Uncompared.objects.bulk_create(Uncompared(article=one) for one in articles)
    assert run() == "compared=2\n"
    assert NearDuplicate.objects.count() == 2
    assert run() == "compared=0\n"


def test_all_can_be_compared_anew():
    make_article(body=WIRE)
    make_article(body=LOCAL)
    assert run(all=True) == f"compared={Article.objects.count()}\n"
    assert run(all=True) == "compared=2\n"
    assert NearDuplicate.objects.count() == 2
