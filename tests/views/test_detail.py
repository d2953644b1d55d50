from __future__ import annotations

import datetime as dt
import re

import pytest

from articles.actions.articles import change, create
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    return re.search(r"data-article-text[^>]*>(.*?)</div>\n</article>", page, re.DOTALL)[1]


def link(page: str, kind: str) -> str | None:
    found = re.search(rf'<a rel="{kind}" data-\w+ href="([^"]*)"', page)
    return found[1].replace("&amp;", "&") if found else None


def test_the_page_tells_what_there_is_to_know(client):
    article = make_article(
        title="Ferry & <co>",
        source="Tern",
        authors=["Ada Oar", "Bo Quay"],
        published_at=dt.datetime(1969, 7, 20, 20, 17, 40, tzinfo=dt.UTC),
        url="https://harbour.example/1?a=b&c=d",
    )
    page = client.get(article.get_absolute_url()).text
    assert page.count("data-article-text") == 1
    assert "<p>The ferry left at noon" in text_of(page)
    assert "<title>Ferry &amp; &lt;co&gt; · Newsroom</title>" in page
    assert 'href="/articles/?source=tern"' in page
    assert 'href="/articles/?author=ada-oar"' in page
    assert page.index("author=ada-oar") < page.index("author=bo-quay")
    assert 'title="1969-07-20 20:17:40 UTC">Sunday, 20 July 1969<' in page
    original = re.search(r'<a rel="([^"]*)" href="https://harbour.example/1\?a=b&amp;c=d"', page)
    assert {"noopener", "nofollow"} <= set(original[1].split())


def test_an_article_of_which_little_is_known(client):
    article = make_article(source=None, published_at=None, url="", byline="the staff", language="")
    page = client.get(article.get_absolute_url()).text
    assert ">no date<" in page
    assert "by <bdi>the staff</bdi>" in page
    assert ">Original<" not in page
    assert 'dir="auto"' in page
    assert "Related articles" not in page


@pytest.mark.parametrize("tail", ["", "wrong/", "%D8%A7/"])
def test_another_slug_leads_to_the_right_one_and_keeps_the_list(client, tail):
    article = make_article(title="Ferry")
    response = client.get(f"/articles/{article.pk}/{tail}?q=a+b&source=tern&junk=1&page=3")
    assert response.status_code == 301
    assert response["Location"] == f"/articles/{article.pk}/ferry/?q=a+b&source=tern"


@pytest.mark.parametrize(
    "path", ["999999/x/", "999999/", f"{10**30}/x/", "999999/revisions/", "999999/revisions/1/"]
)
def test_what_is_not_there_has_the_sites_own_page(client, path):
    response = client.get(f"/articles/{path}")
    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert "To the articles" in response.text


def test_slugs_in_other_scripts(client):
    article = make_article(title="افتتاح الميناء", language="ar")
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(f"/articles/{article.pk}/").status_code == 301


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("zh-Hant", "ltr"),
        ("en", "ltr"),
        ("", "auto"),
    ],
)
def test_language_and_direction_are_the_articles_own(client, language, direction):
    article = make_article(language=language)
    page = client.get(article.get_absolute_url()).text
    tag = re.search(r"<div class=\"text\"[^>]*>", page)[0]
    heading = re.search(r"<h1[^>]*>", page)[0]
    for one in (tag, heading):
        assert f'dir="{direction}"' in one
        assert (f'lang="{language}"' in one) == bool(language)
    assert '<html lang="en">' in page


def test_previous_and_next_within_the_list_it_was_opened_from(client):
    articles = [make_article(title=f"Part {n}", source=("Tern", "Gull")[n % 2]) for n in range(6)]
    page = client.get(articles[2].get_absolute_url()).text
    assert link(page, "prev") == articles[3].get_absolute_url()
    assert link(page, "next") == articles[1].get_absolute_url()
    for query in ("source=tern", "q=ferry&source=tern"):
        page = client.get(f"{articles[2].get_absolute_url()}?{query}").text
        assert link(page, "prev") == f"{articles[4].get_absolute_url()}?{query}"
        assert link(page, "next") == f"{articles[0].get_absolute_url()}?{query}"
        assert f'data-up href="/articles/?{query.replace("&", "&amp;")}"' in page
    page = client.get(f"{articles[0].get_absolute_url()}?source=tern&order=oldest").text
    assert link(page, "prev") is None
    assert link(page, "next").startswith(articles[2].get_absolute_url())


def test_articles_of_one_instant_are_walked_one_by_one(client):
    instant = dt.datetime(1950, 1, 1, tzinfo=dt.UTC)
    pks = {make_article(published_at=instant).pk for _ in range(5)} | {
        make_article(published_at=None).pk
    }
    address = Article.objects.newest().first().get_absolute_url()
    seen = []
    while address:
        seen.append(int(address.split("/")[2]))
        address = link(client.get(address).text, "next")
    assert len(seen) == 6
    assert set(seen) == pks


def test_a_list_that_means_nothing_is_no_reason_not_to_read(client):
    article, newer = make_article(), make_article()
    response = client.get(article.get_absolute_url() + "?source=nowhere&published_after=x&q=%00")
    assert response.status_code == 200
    assert newer.get_absolute_url() in link(response.text, "prev")


def test_more_from_the_source_and_from_the_same_days(client):
    day = dt.datetime(2020, 5, 5, tzinfo=dt.UTC)
    article = make_article(title="Middle", source="Tern", published_at=day)
    for days in (-400, -1, 1, 2, 300, 900):
        make_article(title=f"Tern {days}", source="Tern", published_at=day + dt.timedelta(days))
    for days in (-10, -2, 2, 10):
        make_article(title=f"Gull {days}", source="Gull", published_at=day + dt.timedelta(days))
    make_article(title="Gull undated", source="Gull", published_at=None)
    make_article(title="No source", source=None, published_at=day)
    page = client.get(article.get_absolute_url()).text
    same_source, same_days = (
        re.findall(r"<bdi lang=\"en\">([^<]*)</bdi>", part)
        for part in re.search(
            r"More from this source(.*)From the same days(.*)", page, re.DOTALL
        ).groups()
    )
    assert same_source == ["Tern 300", "Tern 2", "Tern 1", "Tern -1"]
    assert same_days == ["Gull 2", "No source", "Gull -2"]


def test_copies_are_shown_on_both_sides(client):
    first = create(title="First", body="Same text.", url="https://a.example/1")
    copy = create(title="Copy", body="Same text.", url="https://b.example/1")
    page = client.get(first.get_absolute_url()).text
    assert re.search(rf'The same text stands in <a href="{copy.get_absolute_url()}"', page)
    page = client.get(copy.get_absolute_url()).text
    assert re.search(rf'The same text as <a href="{first.get_absolute_url()}"', page)


def test_an_editor_finds_the_way_to_the_form_and_others_do_not(client, editor, reader):
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/change/"
    client.force_login(editor)
    assert address in client.get(article.get_absolute_url()).text
    client.force_login(reader)
    assert address not in client.get(article.get_absolute_url()).text


def test_revised_articles_say_so(client, editor):
    article = make_article(title="Ferry")
    assert "earlier states" not in client.get(article.get_absolute_url()).text
    article = change(article=article, by=editor, reason="Typo", body="Other.")
    assert (
        f'href="/articles/{article.pk}/revisions/"' in client.get(article.get_absolute_url()).text
    )
