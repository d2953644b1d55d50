from __future__ import annotations

import pytest
from django.urls import reverse

from articles.admin import paginating
from articles.admin.paginating import CappedPaginator
from articles.models import Article
from tests.admin.posting import LIST
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_rows_are_counted_as_far_as_the_cap(monkeypatch):
    monkeypatch.setattr(paginating, "CAP", 3)
    for expected in ("1", "2", "3", "3+", "3+"):
        make_article()
        assert str(CappedPaginator(Article.objects.all(), 2).count) == expected
    assert CappedPaginator(Article.objects.all(), 2).num_pages == 2


def test_the_list_says_that_there_are_more(client, editor, monkeypatch):
    monkeypatch.setattr(paginating, "CAP", 3)
    for _ in range(4):
        make_article()
    client.force_login(editor)
    assert "3+ found" in client.get(reverse(LIST)).content.decode()
