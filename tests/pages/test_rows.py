from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.pages.rows import rows
from articles.search import parse
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db


def test_rows_come_in_the_order_asked_for_without_those_that_are_gone():
    first, second = make_article(), make_article()
    shown = rows([second.docid, 5, first.docid], query=None, viewer=None, suffix="?q=x")
    assert [row.pk for row in shown] == [second.pk, first.pk]
    assert shown[0].url == second.get_absolute_url() + "?q=x"
    assert shown[0].snippet is None


def test_snippets_say_where_text_is_left_out():
    middle = make_article(body="before " * 100 + "ferry " + "after " * 100, title="T")
    whole = make_article(body="A ferry.", title="T")
    cut, uncut = rows(
        [middle.docid, whole.docid], query=parse("ferry"), viewer=AnonymousUser(), suffix=""
    )
    assert cut.snippet.startswith("… ")
    assert cut.snippet.endswith(" …")
    assert '<mark class="hit">ferry</mark>' in cut.snippet
    assert uncut.snippet == 'A <mark class="hit">ferry</mark>.'


def test_tags_are_counted_once_for_each_annotation_the_commonest_first():
    article, user = make_article(), make_user("annotator")
    sea, land = make_tag("Sea", colour="teal"), make_tag("Land")
    make_annotation(article=article, author=user, quote="ferry", tags=[land])
    make_annotation(article=article, author=user, quote="noon", tags=[sea, land])
    make_annotation(article=article, author=user, tags=[sea], visibility="private")
    make_annotation(article=article, author=user, tags=[sea], deleted_at=article.created_at)

    def chips(viewer) -> list[tuple[str, int]]:
        (row,) = rows([article.docid], query=None, viewer=viewer, suffix="")
        return [(chip.name, chip.number) for chip in row.tags]

    assert chips(AnonymousUser()) == chips(make_user()) == [("Land", 2), ("Sea", 1)]
    assert chips(user) == [("Land", 2), ("Sea", 2)]
