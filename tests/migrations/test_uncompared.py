"""Articles that stood before there was a table of near duplicates are compared as well."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.actions.near_duplicates import link_new
from articles.models import NearDuplicate, Uncompared
from tests.actions.test_near_duplicates import LOCAL, WIRE
from tests.factories import make_article

BEFORE = ("articles", "0006_near_duplicates")


@pytest.fixture
def at_the_end():
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_articles_that_stand_wait_but_copies_do_not(at_the_end):
    first, near = make_article(body=WIRE), make_article(body=LOCAL)
    copy = make_article(body=WIRE, duplicate_of=first)
    MigrationExecutor(connection).migrate([BEFORE])
    call_command("migrate", verbosity=0)
    waiting = set(Uncompared.objects.values_list("pk", flat=True))
    assert waiting == {first.pk, near.pk}
    assert copy.pk not in waiting
    list(link_new())
    assert set(NearDuplicate.objects.values_list("article", "other")) == {
        (first.pk, near.pk),
        (near.pk, first.pk),
    }
