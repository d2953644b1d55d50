"""Whatever is sent, by addresses, forms and files, there is an answer, never a fault."""

from __future__ import annotations

import re
import uuid
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.actions.importing import Import
from articles.importers import read
from articles.models import Article
from tests.factories import make_annotation, make_article, make_tag, make_user
from tests.hostile_pages import examine
from tests.hostile_payloads import PAYLOADS

pytestmark = pytest.mark.django_db


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
