"""The list of annotations, as its readers ask for it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("articles:annotations")


def shown(response) -> list[int]:
    return [int(pk) for pk in re.findall(r'data-annotation="(\d+)"', response.content.decode())]


def total(response) -> int:
    return int(re.search(r'data-total="(\d+)"', response.content.decode())[1])


def counts(response, facet: str) -> dict[str, int]:
    page = response.content.decode()
    part = page[page.index(f'data-facet="{facet}"') :]
    found = re.findall(
        r'value="([^"]*)"[^>]*> <span class="name"[^>]*>[^<]*</span> <span class="count" '
        r'data-count="(\d+)"',
        part[: part.index("</fieldset>")],
    )
    return {value: int(number) for value, number in found}


@pytest.fixture
def as_annotator(client, annotator) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def said(annotator, colleague):
    """Three annotations, the newest last; the first has two tags, the last is private."""
    article = make_article(body="The ferry left at noon. It was full.", source="Tern")
    top = make_tag("Top", slug="top")
    tags = [top, make_tag("Low", slug="low", parent=top)]
    return [
        make_annotation(article=article, author=annotator, quote="ferry", tags=tags),
        make_annotation(
            article=make_article(source="Gull"),
            author=colleague,
            note="About *all* of it.",
            note_html="<p>About <em>all</em> of it.</p>",
        ),
        make_annotation(
            article=article, author=colleague, quote="full", visibility="private", tags=tags[1:]
        ),
    ]


def test_each_row_once_whatever_its_tags(as_annotator, said):
    page = as_annotator.get(f"{LIST}?tag=top&tag=low")
    assert shown(page) == [said[0].pk]
    assert total(page) == 1


def test_a_row_has_the_passage_in_context_its_tags_person_and_article(as_annotator, said):
    page = as_annotator.get(f"{LIST}?has_note=no").content.decode()
    row = page[page.index("<blockquote") : page.index("</li>\n  \n</ol>")]
    assert ">The </span>" in row
    assert f'<a href="/annotations/{said[0].uid}/">ferry</a>' in row
    assert "left at noon" in row
    assert ">Top<" in row
    assert "annotator" in row
    assert said[0].article.title in row
    assert "Tern" in row


def test_a_tag_stands_for_those_below_it_unless_told_otherwise(client, colleague, said):
    client.force_login(colleague)
    assert shown(client.get(f"{LIST}?tag=top")) == [said[2].pk, said[0].pk]
    assert shown(client.get(f"{LIST}?tag=top&with_children=no")) == [said[0].pk]
    assert counts(client.get(LIST), "tag") == {"top": 2, "low": 2}
    assert counts(client.get(f"{LIST}?with_children=no"), "tag") == {"top": 1, "low": 2}


def test_private_ones_are_in_no_list_total_or_count_of_others(as_annotator, colleague, said):
    page = as_annotator.get(LIST)
    assert shown(page) == [said[1].pk, said[0].pk]
    assert total(page) == 2
    assert counts(page, "by") == {"annotator": 1, "colleague": 1}
    assert counts(page, "tag") == {"top": 1, "low": 1}
    as_annotator.force_login(colleague)
    assert total(as_annotator.get(LIST)) == 3
    assert shown(as_annotator.get(f"{LIST}?visibility=private")) == [said[2].pk]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("q=ferry", [0]),
        ("q=all+of", [1]),
        ("q=nothing", []),
        ("by=annotator", [0]),
        ("by=annotator&by=colleague&order=oldest", [0, 1]),
        ("source=tern", [0]),
        ("source=gull&source=tern", [1, 0]),
        ("has_note=yes", [1]),
        ("state=exact&state=lost", [1, 0]),
        ("state=moved", []),
        ("also=top&also=low", [0]),
        ("order=article", [1, 0]),
        ("published_after=1999-01-01&published_before=1999-12-31", []),
        ("unknown=1", [1, 0]),
    ],
)
def test_filters_in_the_address(as_annotator, said, query, places):
    assert shown(as_annotator.get(f"{LIST}?{query}")) == [said[place].pk for place in places]


def test_of_one_article(as_annotator, said):
    page = as_annotator.get(f"{LIST}?article={said[1].article_id}")
    assert shown(page) == [said[1].pk]
    assert "Take off Article" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "tag=nope",
        "also=nope",
        "by=nobody",
        "source=nope",
        "author=nope",
        "state=odd",
        "visibility=odd",
        "has_note=maybe",
        "with_children=maybe",
        "article=x",
        "article=999999",
        "published_after=2024-13-01",
        "published_after=2024-02-01&published_before=2024-01-01",
        "order=odd",
        "tag=a%00b",
    ],
)
def test_values_that_mean_nothing_are_said_beside_their_field(as_annotator, said, query):
    page = as_annotator.get(f"{LIST}?{query}")
    assert page.status_code == 200
    assert shown(page) == []
    assert 'role="alert"' in page.content.decode()
    assert "Nothing is shown" in page.content.decode()


def test_who_has_only_private_ones_is_not_there_for_others(as_annotator, said):
    hermit = make_user("annotator", username="hermit")
    make_annotation(article=said[0].article, author=hermit, visibility="private")
    unknown = as_annotator.get(f"{LIST}?by=no-such-person").content.decode()
    assert "no annotation by anybody called “no-such-person”" in unknown
    assert "no annotation by anybody called “hermit”" in (
        as_annotator.get(f"{LIST}?by=hermit").content.decode()
    )
    as_annotator.force_login(hermit)
    assert total(as_annotator.get(f"{LIST}?by=hermit")) == 1


def test_words_of_a_reply_find_the_row_of_what_it_answers(as_annotator, said, colleague):
    answer = make_annotation(
        article=said[0].article, author=colleague, note="Heron", reply_to=said[0]
    )
    page = as_annotator.get(f"{LIST}?q=heron")
    assert shown(page) == [said[0].pk]
    assert "1 reply" in page.content.decode()
    assert answer.pk not in shown(as_annotator.get(LIST))


def test_pages(as_annotator, annotator):
    article = make_article()
    rows = [make_annotation(article=article, author=annotator) for _ in range(30)]
    first, second = as_annotator.get(LIST), as_annotator.get(f"{LIST}?page=2")
    assert shown(first) + shown(second) == [row.pk for row in rows[::-1]]
    assert total(second) == 30
    assert as_annotator.get(f"{LIST}?page=3").status_code == 404
    assert 'href="?page=2"' in first.content.decode()


def test_markup_in_a_quote_is_text(as_annotator, annotator):
    article = make_article(body="Say <b>ferry</b> & go", markup="plain")
    make_annotation(article=article, author=annotator, quote="<b>ferry</b>")
    page = as_annotator.get(f"{LIST}?q=ferry").content.decode()
    assert '&lt;b&gt;<mark class="hit">ferry</mark>&lt;/b&gt;' in page


def test_links_to_exports_keep_the_filter(as_annotator, said):
    page = as_annotator.get(f"{LIST}?tag=top&order=oldest&page=1").content.decode()
    assert "/annotations/export/csv/?order=oldest&amp;tag=top" in page
    assert "/annotations/export/jsonld/?order=oldest&amp;tag=top" in page


def test_who_may_only_read_has_no_boxes(client, reader, said):
    client.force_login(reader)
    page = client.get(LIST)
    assert total(page) == 2
    assert "data-tick" not in page.content.decode()


def test_boxes_stand_at_what_one_may_change(as_annotator, said, editor):
    assert as_annotator.get(LIST).content.decode().count("data-tick>") == 1
    as_annotator.force_login(editor)
    assert as_annotator.get(LIST).content.decode().count("data-tick>") == 2


def test_visitors_see_it_where_reading_is_public(client, said, settings):
    settings.PUBLIC_READING = False
    assert client.get(LIST).status_code == 302
    settings.PUBLIC_READING = True
    assert total(client.get(LIST)) == 2
