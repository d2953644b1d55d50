from __future__ import annotations

import io
import os
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.admin import uploads
from articles.models import Article, Revision
from tests.admin.posting import messages_of
from tests.factories import make_annotation, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "admin:articles_article_import"
LINE = (
    '{"title": "%s", "source": "Harbour Post", "url": "https://harbour.example/%s", "body": "%s"}\n'
)


@pytest.fixture
def at_desk(client, editor, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    client.force_login(editor)
    return client


def jsonl(*rows: tuple[str, str, str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("some.jsonl", "".join(LINE % row for row in rows).encode())


def upload(client, *files, **values):
    return client.post(reverse(ADDRESS), {"uploads": list(files)} | values)


def confirm(client, first, **values):
    return client.post(reverse(ADDRESS), {"upload": first.context["upload"].token} | values)


def counts(response) -> dict[str, int]:
    return {status: number for status, number in response.context["counts"] if number}


def kept(tmp_path) -> list[str]:
    return sorted(folder.name for folder in (tmp_path / "uploads").glob("*"))


def test_nothing_is_written_before_it_is_confirmed(at_desk, editor, tmp_path):
    first = upload(
        at_desk,
        jsonl(("One", "1", "Tide"), ("Two", "2", "Tide"), ("Three", "3", ""), ("Four", "4", "Ebb")),
    )
    assert counts(first) == {"created": 2, "duplicate": 1, "refused": 1}
    page = first.content.decode()
    assert "some.jsonl, line 3" in page
    assert "empty body" in page
    assert not Article.objects.exists()

    done = confirm(at_desk, first)
    assert counts(done) == {"created": 2, "duplicate": 1, "refused": 1}
    assert set(Article.objects.values_list("title", flat=True)) == {"One", "Two", "Four"}
    assert kept(tmp_path) == []

    again = upload(at_desk, jsonl(("One", "1", "Spring tide")))
    assert counts(again) == {"updated": 1}
    confirm(at_desk, again)
    assert Revision.objects.get().made_by == editor


def test_what_becomes_of_annotated_passages_is_told_before_even_if_all_of_them_stay(
    at_desk, editor
):
    confirm(at_desk, upload(at_desk, jsonl(("One", "1", "Ebb."), ("Two", "2", "Tide. Wave."))))
    for article, quote in zip(Article.objects.order_by("pk"), ("Ebb", "Wave"), strict=True):
        make_annotation(article=article, author=editor, quote=quote)
    first = upload(at_desk, jsonl(("One", "1", "New. Ebb.")))
    assert "1 annotated passage: 1 stays." in first.content.decode()
    both = upload(at_desk, jsonl(("One", "1", "New. Ebb."), ("Two", "2", "Tide.")))
    assert "2 annotated passages: 1 stays, 1 is lost." in both.content.decode()
    assert "annotated passage" not in confirm(at_desk, both).content.decode()


def test_an_archive_is_looked_into(at_desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.jsonl", LINE % ("One", "1", "Tide"))
        archive.writestr("../two.jsonl", LINE % ("Two", "2", "Ebb"))
    first = upload(at_desk, SimpleUploadedFile("some.zip", packed.getvalue()))
    assert counts(first) == {"created": 1, "refused": 1}
    assert "some.zip!../two.jsonl" in first.content.decode()
    confirm(at_desk, first)
    assert Article.objects.get().title == "One"


def test_what_is_cancelled_is_gone(at_desk, tmp_path):
    first = upload(at_desk, jsonl(("One", "1", "Tide")))
    assert len(kept(tmp_path)) == 1
    assert confirm(at_desk, first, cancel="Cancel").status_code == 302
    assert kept(tmp_path) == []
    late = at_desk.post(reverse(ADDRESS), {"upload": first.context["upload"].token}, follow=True)
    assert "choose the files again" in messages_of(late)[0]
    assert not Article.objects.exists()


def test_nobody_confirms_what_another_uploaded(at_desk, client, tmp_path):
    first = upload(at_desk, jsonl(("One", "1", "Tide")))
    client.force_login(make_user("editor"))
    assert confirm(client, first).status_code == 302
    assert not Article.objects.exists()
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("token", ["..", "../../etc", "x" * 32, "0" * 32, "\0", "0" * 5000])
def test_a_token_that_is_none_is_refused(at_desk, token):
    assert at_desk.post(reverse(ADDRESS), {"upload": token}).status_code == 302


def test_uploads_that_were_never_confirmed_are_swept(at_desk, tmp_path):
    upload(at_desk, jsonl(("One", "1", "Tide")))
    old = tmp_path / "uploads" / kept(tmp_path)[0]
    before = time.time() - uploads.KEPT_SECONDS - 60
    os.utime(old, (before, before))
    upload(at_desk, jsonl(("Two", "2", "Tide")))
    assert len(kept(tmp_path)) == 1
    assert not old.exists()


def test_no_files_too_many_bytes_and_unknown_formats_get_a_message(at_desk, settings, tmp_path):
    settings.UPLOAD_MAX_BYTES = 200
    one = jsonl(("One", "1", "T" * 90))
    for response in (
        at_desk.post(reverse(ADDRESS), {}),
        at_desk.post(reverse(ADDRESS), {"uploads": "no file"}),
        upload(at_desk, one, jsonl(("Two", "2", "T" * 90))),
        upload(at_desk, SimpleUploadedFile("empty.txt", b"")),
        upload(at_desk, jsonl(("One", "1", "T")), format="odd"),
    ):
        assert response.status_code == 200
        assert response.context["form"].errors
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("odd.zip", b"PK\x03\x04broken"),
        ("odd.tar.gz", b"\x1f\x8bbroken"),
        ("odd.txt", b"\x00\x01\x02" * 50),
        ("odd.jsonl", b"{"),
        ("<b>odd</b>.txt", b"x"),
        ("od\nd\x01.md", b"---\n: :\n---\n"),
    ],
)
def test_no_file_makes_it_fail(at_desk, name, data):
    response = upload(at_desk, SimpleUploadedFile(name, data))
    assert counts(response) == {"refused": 1}
    assert "<b>odd" not in response.content.decode()
    assert counts(confirm(at_desk, response)) == {"refused": 1}


def test_a_format_can_be_forced(at_desk):
    data = (LINE % ("One", "1", "Tide")).encode()
    response = upload(at_desk, SimpleUploadedFile("data.txt", data), format="jsonl")
    assert counts(confirm(at_desk, response)) == {"created": 1}


def test_a_codebook_that_was_uploaded_elsewhere_is_no_upload_here(at_desk):
    table = SimpleUploadedFile("codebook.csv", b"name\nBoats\n")
    token = at_desk.post(reverse("articles:codebook_import"), {"file": table}).context["token"]
    response = at_desk.post(reverse(ADDRESS), {"upload": token}, follow=True)
    assert "not there any more" in messages_of(response)[0]
