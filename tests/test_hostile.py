"""Hostile text shows as text, everywhere; whatever is asked, there is an answer.

To have another page looked at, add it to `PAGES` (once for the archive) or `PAGES_OF_EACH` (once
for each payload); another address with parameters goes into `ASKED`.
"""

from __future__ import annotations

import html
from urllib.parse import quote, urlencode

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from articles.models import Annotation
from articles.rendering import render, render_note
from tests.factories import make_annotation, make_article, make_tag, make_user
from tests.hostile_pages import examine, examine_html, squeezed
from tests.hostile_payloads import DATES, GENERATED, NUMBERS, PAYLOADS
from tests.hostile_world import World, build

pytestmark = pytest.mark.django_db

PAGES = [
    "/articles/",
    "/articles/?page=2",
    "/articles/?q=x-injected",
    "/articles/?q=injected&order=relevance&annotated=yes",
    "/articles/facets/",
    "/articles/names/?of=source&q=x",
    "/articles/names/?of=author&q=x",
    "/articles.atom",
    "/articles.atom?q=injected",
    "/annotations/",
    "/annotations/?q=injected",
    "/annotations/export/csv/",
    "/annotations/export/jsonld/",
    "/tags/",
    "/tags/export/",
    "/tags/new/",
    "/tags/import/",
    "/tags/offers/",
    "/tags/offers/?q=x",
    "/log/",
    "/accounts/login/",
    "/admin/articles/article/",
    "/admin/articles/article/?q=injected",
    "/admin/articles/source/",
    "/admin/articles/author/",
    "/admin/articles/tag/",
    "/admin/articles/annotation/",
    "/admin/articles/annotation/?q=injected",
    "/admin/articles/activity/",
    "/admin/articles/revision/",
]
PAGES_OF_EACH = [
    lambda one: one.article.get_absolute_url(),
    lambda one: f"{one.article.get_absolute_url()}?q={quote(one.payload[:300], errors='replace')}",
    lambda one: f"/articles/{one.article.pk}/revisions/",
    lambda one: f"/articles/{one.article.pk}/revisions/1/",
    lambda one: f"/articles/{one.article.pk}/changes/",
    lambda one: f"/articles/{one.article.pk}/cards/?id={one.annotation.pk}",
    lambda one: f"/articles/{one.article.pk}/marks/?at=0&at=40",
    lambda one: f"/articles/{one.article.pk}/news/?since=0",
    lambda one: f"/articles/{one.article.pk}/occurrences/?words=ferry&where=archive",
    lambda one: f"/annotations/{one.annotation.uid}/edit/",
    lambda one: one.tag and f"/tags/{quote(one.tag.slug)}/",
    lambda one: one.tag and f"/tags/{one.tag.pk}/edit/",
    lambda one: one.tag and f"/tags/{one.tag.pk}/delete/",
    lambda one: f"/admin/articles/article/{one.article.pk}/change/",
    lambda one: f"/admin/articles/annotation/{one.annotation.pk}/change/",
    lambda one: one.tag and f"/admin/articles/tag/{one.tag.pk}/change/",
    lambda one: one.article.source and one.article.source.get_absolute_url(),
]
ASKED = {
    "/articles/": "q source author tag annotated published_after published_before order page",
    "/articles/facets/": "q source author tag annotated published_after",
    "/articles/names/": "of q",
    "/articles.atom": "q source author tag published_after order page",
    "/annotations/": (
        "q tag person source author published_after state visibility note page order article"
    ),
    "/annotations/export/csv/": "q tag person state",
    "/tags/": "q page open",
    "/tags/new/": "under name",
    "/tags/merge/": "tag into",
    "/tags/offers/": "q",
    "/log/": "page",
    "ARTICLE": "q marks marks_tag marks_by source page",
    "ARTICLES/cards/": "id",
    "ARTICLES/marks/": "at marks_tag",
    "ARTICLES/news/": "since",
    "ARTICLES/occurrences/": "words where exact_case within_words tags q source published_after",
    "/accounts/login/": "next",
    "/admin/articles/article/": "q source__id__exact published p o e",
    "/admin/articles/annotation/": "q p o state",
    "/admin/articles/tag/": "q p o",
}


@pytest.fixture
def world(tmp_path) -> World:
    return build(PAYLOADS, tmp_path)


def as_admin(client, world: World):
    client.force_login(world.admin)
    return client


def test_pages_of_the_archive_show_payloads_as_text(client, world):
    as_admin(client, world)
    for address in PAGES:
        response = client.get(address)
        assert response.status_code in {200, 302, 404}, address
        examine(response)


def test_pages_of_an_article_show_payloads_as_text(client, world):
    as_admin(client, world)
    for page in PAGES_OF_EACH:
        shown = 0
        for address in filter(None, map(page, world.all)):
            response = client.get(address)
            assert response.status_code in {200, 302, 301, 404}, address
            examine(response)
            shown += response.status_code == 200
        assert shown, page(world.all[0])


def test_what_was_written_is_what_is_read(client, world):
    """Each title, plain body and tag's name stands on its page as it was written."""
    as_admin(client, world)
    for one in world.all:
        shown = squeezed(examine(client.get(one.article.get_absolute_url())))
        assert squeezed(one.article.title) in shown
        if one.article.markup == "plain":
            assert squeezed(one.article.text) in shown
        if one.tag:
            assert squeezed(one.tag.name) in shown
        assert "1337" not in shown


def test_answers_for_scripts_hold_no_markup_of_payloads(client, world):
    as_admin(client, world)
    for one in world.all:
        address = f"/articles/{one.article.pk}/marks/?at=0&at=30&at=60"
        for block in client.get(address).json()["blocks"]:
            examine_html(block["html"])


def test_exports_of_the_command_are_defused(world, tmp_path):
    for name, kind in (("csv", "text/csv"), ("jsonld", "application/json")):
        target = tmp_path / f"out.{name}"
        call_command("export_annotations", format=name, output=str(target), verbosity=0)

        class Written:
            status_code = 200
            headers = {"Content-Type": kind}
            content = target.read_bytes()

        examine(Written)


@pytest.mark.parametrize("address", ASKED)
def test_whatever_is_asked_there_is_an_answer(client, address):
    article = make_article(body="A ferry <x-injected>.", markup="plain")
    user = make_user("admin")
    make_annotation(article=article, author=user, quote="ferry", tags=[make_tag("Boats")])
    client.force_login(user)
    path = address.replace("ARTICLES", f"/articles/{article.pk}")
    path = path.replace("ARTICLE", article.get_absolute_url())
    values = [*PAYLOADS.values(), *NUMBERS, *DATES]
    for number, name in enumerate(ASKED[address].split()):
        # The first parameter is asked for all of them, the others for every fifth by turns.
        for value in values[number % 5 :: 5] if number else values:
            response = client.get(f"{path}?{urlencode({name: value}, errors='replace')}")
            assert response.status_code in {200, 302, 400, 403, 404, 414, 422}, (name, value)
            examine(response)
    response = client.get(path + "?" + urlencode([("tag", str(one)) for one in range(3_000)]))
    assert response.status_code < 500
    for raw in ("q=%ff%fe", "q=%00", "%00=a", "q=%ed%a0%80", "q[]=1", "&&==;", "q=" + "%22" * 900):
        examine(client.get(f"{path}?{raw}"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(GENERATED)
def test_generated_markup_is_rendered_as_text(payload):
    for markup in ("plain", "markdown"):
        examine_html(f"<!doctype html><title>a</title>{render(payload, markup).html}")
    examine_html(f"<!doctype html><title>a</title>{render_note(payload)}")


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(GENERATED)
def test_generated_payloads_show_as_text(client, payload):
    article = make_article(title=payload, body=payload, source=payload, authors=[payload])
    user = make_user("editor")
    annotation = make_annotation(article=article, author=user, tags=[make_tag(payload[:90])])
    client.force_login(user)
    query = urlencode({"q": payload})
    for address in (
        f"{article.get_absolute_url()}?{query}",
        f"/articles/?{query}",
        f"/annotations/?{query}",
        f"/articles/{article.pk}/occurrences/?{urlencode({'words': payload[:200]})}",
        f"/tags/{annotation.tags.get().slug}/",
        "/articles.atom",
        "/annotations/export/csv/",
    ):
        examine(client.get(address))
    assert Annotation.objects.filter(pk=annotation.pk).delete()


def test_what_is_looked_for_would_be_found():
    for markup in (
        "<x-injected>",
        "<p x-injected=1>",
        "<a href=' java\nscript:alert(1)'>",
        "<img onerror=a>",
        "<script>1</script>",
        "<p style='a'>",
    ):
        with pytest.raises(AssertionError):
            examine_html(f"<!doctype html><title>a</title>{markup}")
        examine_html(f"<!doctype html><title>a</title>{html.escape(markup)}")
