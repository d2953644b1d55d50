"""The page that carries an annotation over to copies, and the links between copies."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.actions.annotations import annotate
from articles.actions.articles import create
from articles.models import Activity, Annotation
from tests.actions.test_near_duplicates import LOCAL, OTHER, SHORTER, WIRE

pytestmark = pytest.mark.django_db

PASSAGE = "Divers are to look at the wreck next week"


def make(title: str, body: str):
    return create(title=title, body=body, url=f"https://{title.lower()}.example/")


@pytest.fixture
def copies():
    bodies = {"Wire": WIRE, "Equal": WIRE, "Local": LOCAL, "Shorter": SHORTER, "Heron": OTHER}
    return {title: make(title, body) for title, body in bodies.items()}


def on(article, author, **values) -> Annotation:
    start = article.text.index(PASSAGE)
    end = start + len(PASSAGE)
    return annotate(article=article, author=author, start=start, end=end, **values)


def address(row) -> str:
    return reverse("articles:annotation_carry", args=[row.uid])


def test_copies_are_listed_with_the_passage_there(client, annotator, copies):
    row = on(copies["Wire"], annotator)
    client.force_login(annotator)
    html = client.get(address(row)).content.decode()
    for title, offered in (("Equal", True), ("Local", True), ("Shorter", False), ("Heron", False)):
        assert (f'name="article" value="{copies[title].pk}"' in html) == offered
    assert "Divers are to look at the wreck on Monday</mark>, weather permitting" in html
    assert "the passage does not stand there" in html
    assert "Heron" not in html


def test_the_chosen_ones_get_it_once(client, annotator, copies):
    row = on(copies["Wire"], annotator, tags=["Salvage"])
    client.force_login(annotator)
    chosen = {"article": [copies["Equal"].pk, copies["Local"].pk]}
    response = client.post(address(row), chosen, follow=True)
    html = response.content.decode()
    assert "Carried to 2 copies." in html
    assert reverse("articles:undo", args=[Activity.objects.latest("pk").pk]) in html
    assert html.count("has it already") == 2
    assert Annotation.objects.filter(carried_from=row).count() == 2
    assert client.post(address(row), chosen).status_code == 422
    assert client.post(address(row), {"article": [copies["Heron"].pk]}).status_code == 422
    assert client.post(address(row), {}).status_code == 422
    assert Annotation.objects.filter(carried_from=row).count() == 2


def test_an_article_without_copies_says_so(client, annotator):
    row = on(make("Wire", WIRE), annotator)
    client.force_login(annotator)
    assert "No other article" in client.get(address(row)).content.decode()


def test_only_who_may_annotate_and_sees_it_carries_it(
    client, annotator, colleague, reader, editor, copies
):
    shared = on(copies["Wire"], annotator)
    private = on(copies["Wire"], annotator, visibility="private")
    chosen = {"article": [copies["Local"].pk]}
    client.force_login(reader)
    assert client.post(address(shared), chosen).status_code == 403
    for person in (colleague, editor):
        client.force_login(person)
        assert client.get(address(private)).status_code == 404
        assert client.post(address(private), chosen).status_code == 404
    client.force_login(colleague)
    assert client.post(address(shared), chosen).status_code == 302
    assert Annotation.objects.get(carried_from=shared).author == colleague
    client.force_login(annotator)
    assert client.post(address(private), chosen).status_code == 302
    assert Annotation.objects.get(carried_from=private).visibility == "private"


def test_an_article_names_what_is_nearly_the_same(client, reader, copies):
    client.force_login(reader)
    html = client.get(copies["Equal"].get_absolute_url()).content.decode()
    assert "Nearly the same text:" in html
    assert f'href="{copies["Local"].get_absolute_url()}"' in html
    html = client.get(copies["Heron"].get_absolute_url()).content.decode()
    assert "Nearly the same text:" not in html


def test_many_copies_take_no_more_questions(client, annotator, count_queries, copies):
    row = on(copies["Wire"], annotator)
    client.force_login(annotator)
    page = copies["Wire"].get_absolute_url()
    few = count_queries(lambda: client.get(address(row)))
    few_reading = count_queries(lambda: client.get(page))
    for number in range(15):
        make(f"Copy{number}", f"{LOCAL}\nReport {number}.")
    assert count_queries(lambda: client.get(address(row))) == few
    assert count_queries(lambda: client.get(page)) == few_reading
