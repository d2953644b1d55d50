"""The page of a tag."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def tags():
    top = make_tag("Weather", slug="weather", colour="teal", definition="What falls\nor blows.")
    return {
        "weather": top,
        "fog": make_tag("Fog", slug="fog", parent=top, use_when="One sees little."),
        "delay": make_tag("Delay", slug="delay"),
    }


@pytest.fixture
def said(annotator, colleague, tags):
    first = make_article(published_at=DAY)
    later = make_article(published_at=DAY + dt.timedelta(days=400))
    return [
        make_annotation(
            article=first, author=annotator, quote="ferry", tags=[tags["weather"], tags["delay"]]
        ),
        make_annotation(article=later, author=colleague, quote="noon", tags=[tags["fog"]]),
        make_annotation(article=later, author=colleague, quote="people", tags=[tags["delay"]]),
    ]


@pytest.fixture
def page(client, annotator):
    client.force_login(annotator)

    def get(slug: str, query: str = "") -> str:
        response = client.get(reverse("articles:tag", args=[slug]) + query)
        assert response.status_code == 200
        return response.content.decode()

    return get


def shown(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'data-annotation="(\d+)"', page)]


def test_it_says_what_the_tag_means_and_where_it_stands(page, tags):
    weather, fog = page("weather"), page("fog")
    assert "What falls<br>or blows." in weather
    assert re.search(r'Below it.*href="/tags/fog/"', weather)
    assert "One sees little." in fog
    assert re.search(r'tag-path.*href="/tags/weather/"', fog, re.DOTALL)
    assert "No passage has this tag" in weather


def test_it_has_the_passages_of_the_tag_and_of_those_below(page, said):
    assert shown(page("weather")) == [said[1].pk, said[0].pk]
    assert shown(page("weather", "?with_children=no")) == [said[0].pk]
    assert shown(page("weather", "?by=colleague")) == [said[1].pk]
    assert shown(page("weather", "?order=oldest")) == [said[0].pk, said[1].pk]


def test_tags_that_occur_with_it_lead_to_both(page, said):
    found = page("weather")
    part = found[found.index('id="together"') : found.index("</ul>", found.index('id="together"'))]
    assert re.findall(r'href="([^"]*)"', part) == ["/tags/delay/", "?tag=delay"]
    assert "Fog" not in part  # it belongs to the tag
    assert shown(page("weather", "?tag=delay")) == [said[0].pk]


def test_a_tag_below_occurs_with_it_where_it_does_not_belong_to_it(page, said, tags):
    said[0].tags.add(tags["fog"])
    found = page("weather", "?with_children=no")
    part = found[found.index('id="together"') : found.index("</ul>", found.index('id="together"'))]
    assert 'href="/tags/fog/"' in part


def test_its_use_over_time_is_a_chart_and_a_table(page, said):
    found = page("weather")
    assert re.findall(r'aria-label="(\w+ 2\d+): 1"', found) == []
    assert re.findall(r'aria-label="week of [^"]*: (\d+)"', found) == ["1", "1"]
    assert "published_after=2024-02-26&amp;published_before=2024-03-03" in found
    table = found[found.index("<summary>As a table") : found.index("</figure>")]
    assert table.count("<td>1</td>") == 2


def test_exports_and_bulk_keep_to_the_tag(page, said):
    found = page("weather", "?by=annotator")
    assert "/annotations/export/csv/?by=annotator&amp;also=weather" in found
    assert 'name="filter" value="by=annotator&amp;also=weather"' in found
    assert 'name="instead_of" value="weather"' in found
    assert 'name="next" value="/tags/weather/?by=annotator"' in found


def test_private_passages_of_others_are_not_there(page, said, colleague, tags):
    make_annotation(
        article=said[0].article,
        author=colleague,
        tags=[tags["weather"], make_tag("Secret plan")],
        visibility="private",
    )
    found = page("weather")
    assert len(shown(found)) == 2
    assert "Secret plan" not in found


def test_an_unknown_tag_is_not_there(client, annotator):
    client.force_login(annotator)
    assert client.get(reverse("articles:tag", args=["nope"])).status_code == 404


def test_values_that_mean_nothing_are_said(page, said):
    found = page("weather", "?state=odd")
    assert shown(found) == []
    assert "States are exact, moved and lost." in found
