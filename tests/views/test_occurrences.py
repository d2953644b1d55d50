from __future__ import annotations

import html5lib
import pytest
from django.urls import reverse

from articles.actions.articles import revise
from articles.models import Annotation
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(
        title="Ferries", source="Tern", body="The Pier.\nNo pier is a  pier;\nports, a report."
    )


@pytest.fixture
def address(article):
    return reverse("articles:occurrences", args=[article.pk])


def lines(response) -> list[tuple[str, str, str]]:
    page = html5lib.parse(response.content, namespaceHTMLElements=False)
    found = []
    for label in page.iter("label"):
        if label.get("class") == "kwic-line":
            before, words, after = list(label)[1:]
            found.append(tuple("".join(part.itertext()) for part in (before, words, after)))
    return found


def ticks(response, *, ticked: bool = True) -> list[str]:
    page = html5lib.parse(response.content, namespaceHTMLElements=False)
    boxes = [box for box in page.iter("input") if box.get("name") == "place"]
    return [box.get("value") for box in boxes if (box.get("checked") is not None) == ticked]


def test_the_places_of_an_article_stand_in_their_context(client, annotator, address):
    client.force_login(annotator)
    assert lines(client.get(address, {"words": "pier"})) == [
        ("The ", "Pier", ". No pier is a pier; ports, a report."),
        ("The Pier. No ", "pier", " is a pier; ports, a report."),
        ("The Pier. No pier is a ", "pier", "; ports, a report."),
    ]
    assert len(lines(client.get(address, {"words": "pier", "exact_case": "on"}))) == 2
    assert len(lines(client.get(address, {"words": "port"}))) == 0
    assert len(lines(client.get(address, {"words": "port", "within_words": "on"}))) == 2
    assert lines(client.get(address, {"words": "a pier"}))[0][1] == "a pier"


def test_all_that_is_ticked_is_annotated_and_told_with_a_way_back(client, annotator, address):
    client.force_login(annotator)
    query = {"words": "pier"}
    values = ticks(client.get(address, query))
    answer = client.post(
        f"{address}?words=pier", {"place": values[1:], "tags": "Harbour", "visibility": "shared"}
    )
    assert answer.status_code == 302
    after = client.get(answer["Location"])
    assert "Annotated 2 places." in after.content.decode()
    assert "Undo" in after.content.decode()
    assert sorted(Annotation.objects.values_list("quote", flat=True)) == ["pier", "pier"]
    assert ticks(after) == values[:1]  # the others have the tag by now
    assert after.content.decode().count("tag c-") == 2


def test_the_archive_is_looked_through_as_its_list_is_filtered(client, annotator, address, article):
    make_article(title="Old", source="Gull", body="An older pier.")
    make_article(title="New", source="Gull", body="A new pier, and a pier.")
    make_article(title="Other", source="Gull", body="Nothing but piers.")
    client.force_login(annotator)
    query = {"words": "pier", "where": "archive"}
    everywhere = client.get(address, query).content.decode()
    assert everywhere.index(">New<") < everywhere.index(">Old<") < everywhere.rindex(">Ferries<")
    some = client.get(address, query | {"source": "gull"})
    assert [line[1] for line in lines(some)] == ["pier"] * 3
    assert len(lines(client.get(address, query | {"source": "gull", "q": "older"}))) == 1
    assert len(lines(client.get(address, query | {"source": "gull", "within_words": "on"}))) == 4
    assert "There is no source" in client.get(address, query | {"source": "x"}).content.decode()


def test_signs_that_are_no_words_are_found_in_the_archive_too(client, annotator, address):
    make_article(body="Rain ☂ and sun.")
    client.force_login(annotator)
    found = client.get(address, {"words": "☂", "where": "archive"})
    assert lines(found) == [("Rain ", "☂", " and sun.")]


def test_more_than_the_bound_is_told(client, annotator, address, settings):
    settings.OCCURRENCES_MAX = 2
    client.force_login(annotator)
    found = client.get(address, {"words": "pier"})
    assert len(lines(found)) == 2
    assert "these are the first 2" in found.content.decode()
    settings.OCCURRENCES_MAX = 3
    assert "There are more" not in client.get(address, {"words": "pier"}).content.decode()


def test_a_text_that_changed_meanwhile_is_told_and_not_misplaced(
    client, annotator, editor, address, article
):
    client.force_login(annotator)
    values = ticks(client.get(address, {"words": "pier"}))
    revise(article=article, body="One more pier.\n" + article.body, by=editor, reason="")
    answer = client.post(f"{address}?words=pier", {"place": values, "tags": "Harbour"}, follow=True)
    assert "3 were left alone: their text has changed" in answer.content.decode()
    assert not Annotation.objects.exists()
    assert len(ticks(answer)) == 4


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, annotator, address):
    client.force_login(annotator)
    values = ticks(client.get(address, {"words": "pier"}))
    typed = {"tags": "x" * 101, "note": "Kept & told", "visibility": "private"}
    answer = client.post(f"{address}?words=pier", {"place": values[:1], **typed})
    assert answer.status_code == 422
    assert "100 characters at most" in answer.content.decode()
    assert "Kept &amp; told" in answer.content.decode()
    assert ticks(answer) == values[:1]
    answer = client.post(f"{address}?words=pier", {"tags": "Harbour"})
    assert (answer.status_code, "Nothing is ticked" in answer.content.decode()) == (422, True)
    answer = client.post(f"{address}?words=pier", {"place": ["1:2:3:x"], "tags": "Harbour"})
    assert answer.status_code == 422


def test_private_annotations_of_others_are_not_told(client, annotator, colleague, address, article):
    make_annotation(
        article=article,
        author=colleague,
        quote="pier",
        tags=[make_tag("Hidden")],
        visibility="private",
    )
    client.force_login(annotator)
    found = client.get(address, {"words": "pier", "tags": "Hidden"})
    assert "tag c-" not in found.content.decode()
    assert ticks(found, ticked=False) == []
    client.force_login(colleague)
    found = client.get(address, {"words": "pier", "tags": "Hidden"})
    assert found.content.decode().count("tag c-") == 1
    assert len(ticks(found, ticked=False)) == 1


def test_only_those_who_may_annotate(client, reader, address):
    client.force_login(reader)
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_without_words_there_is_a_form_alone(client, annotator, address):
    client.force_login(annotator)
    assert client.get(address).status_code == 200
    assert "nowhere" not in client.get(address).content.decode()
    assert "This field is required" in client.get(address, {"words": " "}).content.decode()
    assert "longer" in client.get(address, {"words": "no such"}).content.decode()


def test_it_asks_the_database_as_often_for_many_articles_as_for_few(
    client, annotator, address, count_queries
):
    def fill(number: int) -> None:
        for step in range(number):
            one = make_article(source=f"Source {step % 7}", body="A pier, a pier.")
            make_annotation(article=one, author=annotator, quote="pier", tags=[make_tag()])

    client.force_login(annotator)
    query = {"words": "pier", "where": "archive"}
    fill(5)
    few = count_queries(lambda: client.get(address, query))
    fill(40)
    assert count_queries(lambda: client.get(address, query)) == few
    assert few <= 20
