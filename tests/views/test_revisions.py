from __future__ import annotations

import re

import pytest

from articles.actions.articles import change
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    article = make_article(title="Ferry", body="It left at noon.\nIt came back.", language="en")
    article = change(
        article=article, by=editor, reason="<b>Wrong hour", body="It left at dawn.\nIt came back."
    )
    return change(article=article, by=None, reason="Imported anew", title="Ferry sails")


def test_all_states_newest_first_with_who_when_and_why(client, article):
    page = client.get(f"/articles/{article.pk}/revisions/").text
    assert "stands in state 3" in page
    assert re.findall(r'<th scope="row">(\d)</th>', page) == ["2", "1"]
    assert "an import" in page
    assert "<td>editor</td>" in page
    assert "&lt;b&gt;Wrong hour" in page


def test_each_difference_is_between_a_state_and_the_next(client, article):
    first = client.get(f"/articles/{article.pk}/revisions/1/").text
    assert "from state 1 to state 2" in first
    assert "<del>noon</del>" in first
    assert "<ins>dawn</ins>" in first
    second = client.get(f"/articles/{article.pk}/revisions/2/").text
    assert "from state 2 to the present one" in second
    assert "<strong>Title:</strong>" in second
    assert "<ins> sails</ins>" in second
    assert client.get(f"/articles/{article.pk}/revisions/3/").status_code == 404


def test_an_article_as_it_was_imported(client):
    article = make_article()
    assert "as it was first imported" in client.get(f"/articles/{article.pk}/revisions/").text


def test_markup_in_a_body_is_shown_and_never_live(client, editor):
    article = make_article(body="<script>alert(1)</script>")
    change(article=article, by=editor, reason="", body="<script>alert(2)</script>")
    page = client.get(f"/articles/{article.pk}/revisions/1/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in re.sub("</?(del|ins)>", "", page)


def test_blank_lines_alone_are_nothing_to_see(client, editor):
    article = make_article(body="One.\nTwo.")
    change(article=article, by=editor, reason="", body="One.\n\nTwo.\n")
    page = client.get(f"/articles/{article.pk}/revisions/1/").text
    assert "One." in page or "only blank lines" in page


def test_texts_of_another_script_have_their_language_and_stand_in_the_same_columns(client):
    article = make_article(title="الميناء", body="افتتح الميناء", language="ar")
    change(article=article, by=make_user("editor"), reason="", body="افتتح الميناء الجديد")
    page = client.get(f"/articles/{article.pk}/revisions/1/").text
    assert re.search(r'<div class="change changed" role="row">', page)
    assert page.count('role="cell" dir="auto" lang="ar"') == 2
