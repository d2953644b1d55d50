"""Hostile text shows as text, everywhere; whatever is asked, there is an answer.

To have another page looked at, add it to `PAGES` (once for the archive) or `PAGES_OF_EACH` (once
for each payload); another address with parameters goes into `ASKED`.
"""

from __future__ import annotations

import html
import re
import uuid
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from articles.actions.importing import Import
from articles.importers import read
from articles.models import Annotation, Article
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


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 400, "9" * 5_000])
@pytest.mark.parametrize(
    "path",
    [
        "/articles/{}/",
        "/articles/{}/a/",
        "/articles/{}/revisions/",
        "/articles/{}/revisions/{}/",
        "/articles/{}/cards/",
        "/articles/{}/occurrences/",
        "/articles/{}/changes/",
        "/log/{}/undo/",
        "/tags/{}/edit/",
        "/tags/{}/delete/",
        "/tags/{}/nest/",
        "/admin/articles/article/{}/change/",
        "/admin/articles/annotation/{}/change/",
        "/annotations/{}/",
    ],
)
def test_numbers_of_nothing_find_nothing(client, admin, path, number):
    client.force_login(admin)
    for send in (client.get, client.post):
        response = send(path.format(number, number))
        assert response.status_code in {302, 404, 405}, response.status_code


def test_paths_of_nothing_find_nothing(client, admin):
    client.force_login(admin)
    for payload in PAYLOADS.values():
        part = quote(payload, safe="", errors="replace")
        for path in ("/articles/{}/", "/tags/{}/", "/annotations/export/{}/", "/{}", "/static/{}"):
            response = client.get(path.format(part))
            assert response.status_code in {301, 302, 400, 404}, path
            examine(response)


def form_fields(article, annotation, tag, payload: str) -> list[tuple[str, dict]]:
    """Forms by their address, each with the payload in all of its fields."""
    passage = {"start": "2", "end": "7", "visibility": "shared", "uid": str(uuid.uuid4())}
    said = {"tags": payload, "note": payload}
    one = f"/annotations/{annotation.uid}"
    return [
        (f"/articles/{article.pk}/annotations/", {**passage, **said}),
        (f"/articles/{article.pk}/annotations/", {**said, "quote": payload}),
        (f"/articles/{article.pk}/annotations/", dict.fromkeys(passage, payload)),
        (f"{one}/reply/", {"note": payload, "uid": str(uuid.uuid4())}),
        (f"{one}/edit/", {"version": "1", **said, "visibility": "shared"}),
        (f"{one}/edit/", {"version": payload, **said, "visibility": payload}),
        (f"{one}/move/", {"version": payload, "start": payload, "end": payload}),
        (f"{one}/carry/", {"copy": payload}),
        (f"/articles/{article.pk}/occurrences/?words=ferry", {"place": payload, **said}),
        (f"/articles/{article.pk}/changes/decide/", {"annotation": payload, "decision": payload}),
        ("/annotations/bulk/", {"action": payload, "annotation": payload, "next": payload}),
        (
            "/annotations/bulk/",
            {"action": "tag", "tags": payload, "annotation": str(annotation.pk)},
        ),
        ("/tags/new/", {"name": payload, "definition": payload, "parent": payload}),
        ("/tags/new/", {"name": payload, "definition": payload, "use_when": payload}),
        (f"/tags/{tag.pk}/edit/", {"name": payload, "definition": payload, "seen": payload}),
        (f"/tags/{tag.pk}/nest/", {"parent": payload, "was": payload}),
        ("/tags/merge/", {"tag": payload, "into": payload}),
        ("/tags/import/", {"upload": payload, "digest": payload}),
        ("/log/undo/", {"article": payload, "next": payload}),
        ("/accounts/login/", {"login": payload, "password": payload}),
    ]


@pytest.mark.parametrize("name", PAYLOADS)
def test_forms_take_payloads_as_text(client, name):
    article = make_article(body="A ferry sails.")
    user = make_user("editor")
    tag = make_tag("Boats")
    annotation = make_annotation(article=article, author=user, quote="ferry", tags=[tag])
    client.force_login(user)
    payload = PAYLOADS[name]
    for address, fields in form_fields(article, annotation, tag, payload):
        for headers in ({}, {"accept": "application/json"}):
            response = client.post(address, fields, headers=headers)
            assert response.status_code in {200, 201, 302, 400, 404, 409, 422}, address
            examine(response)
            if response.status_code == 302:
                assert re.match(r"/(?!/|\\)", response["Location"]), response["Location"]
    for address in (article.get_absolute_url(), "/annotations/", "/tags/", "/log/"):
        examine(client.get(address))


@pytest.mark.parametrize("name", PAYLOADS)
def test_uploads_of_any_name_and_content_are_answered(client, admin, name):
    client.force_login(admin)
    payload = PAYLOADS[name]
    content = payload.encode("utf-8", "replace")
    codebook = b"name,parent,colour,definition\r\n" + b'"' + content.replace(b'"', b'""') + b'",,,x'
    for address, field, body in (
        ("/tags/import/", "file", codebook),
        ("/tags/import/", "file", content),
        ("/admin/articles/article/import/", "files", content),
        ("/admin/articles/article/import/", "files", f"# T {payload}\n\nBody".encode()),
    ):
        upload = SimpleUploadedFile("x", body)
        upload.name = payload[:200] + ".csv"
        response = client.post(address, {field: upload}, follow=True)
        assert response.status_code in {200, 400, 422}, address
        examine(response)
    examine(client.get("/tags/"))
    examine(client.get("/articles/"))


@pytest.mark.parametrize("name", PAYLOADS)
def test_files_of_every_format_are_read_or_refused(tmp_path, client, name):
    payload = PAYLOADS[name]
    seed = (
        f"# {payload}\n\nPublished at: **{payload}**\n\nAuthor: **{payload}**\n\n"
        f"Original: [{payload}](https://a.example/{payload})\n\nBody {payload}\n"
    )
    matter = (
        f"---\ntitle: {payload}\ndate: {payload}\nauthor: {payload}\nurl: {payload}\n---\n{payload}"
    )
    for number, text in enumerate((seed, matter, payload)):
        file = tmp_path / f"{number}.md"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
    run = Import()
    outcomes = list(run.run(read([str(tmp_path)])))
    assert len(outcomes) >= 1
    for article in Article.objects.all():
        examine(client.get(article.get_absolute_url()))
    examine(client.get("/articles/"))


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
