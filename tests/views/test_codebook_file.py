"""The codebook as a file: out, and in again after a look."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Activity, Tag
from tests.factories import make_tag

pytestmark = pytest.mark.django_db
ADDRESS = reverse("articles:codebook_import")


@pytest.fixture
def at_work(client, editor, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    client.force_login(editor)
    return client


def upload(client, data: bytes | str, name: str = "codes.csv"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})


def confirm(client, preview):
    page = preview.content.decode()
    asked = {
        name: re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("upload", "digest")
    }
    return client.post(ADDRESS, asked, follow=True)


def flat(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def state() -> list[tuple]:
    columns = ("name", "parent__name", "colour", "definition", "use_when", "avoid_when", "retired")
    return list(Tag.objects.order_by("name").values_list(*columns))


def export(client) -> bytes:
    answer = client.get(reverse("articles:codebook_export"))
    assert answer["Content-Disposition"] == 'attachment; filename="codebook.csv"'
    return b"".join(answer.streaming_content)


def test_what_is_exported_makes_the_same_codebook_again(at_work):
    water = make_tag("Water / ice \\ snow", colour="teal", definition='=1+1\n"so", he said')
    make_tag("@rain", parent=make_tag("-hail", parent=water), retired=True, use_when="'+x")
    make_tag("平和", avoid_when="a,b;c")
    data, begun = export(at_work), state()
    assert "Unchanged: 4" in flat(upload(at_work, data))
    Tag.objects.update(parent=None)
    Tag.objects.all().delete()
    answer = confirm(at_work, upload(at_work, data))
    assert "Imported: 4 made, 0 changed." in flat(answer)
    assert state() == begun


def test_a_look_changes_nothing_and_the_import_is_undone_at_once(at_work, editor):
    water = make_tag("Water", definition="Old.")
    begun = state()
    preview = upload(
        at_work,
        "Name;Parent;Description;Frequency\nRain;Water;From above;3\nwater;;New.;1\n;Water;;\n"
        "Hail;Snow;;\nRain;;;",
    )
    page = flat(preview)
    assert "New: 1 · Changed: 1 · Refused: 3" in page
    assert "definition Old. → New." in page
    assert "4 (no name) Refused: A tag needs a name." in page
    assert "5 Hail Refused: There is no tag “Snow” for it to stand under." in page
    assert "6 Rain Refused: It stands on line 2 already." in page
    assert "left out: Frequency" in page
    assert state() == begun
    answer = confirm(at_work, preview)
    assert Tag.objects.get(name="Rain").parent == water
    undo = re.search(r'action="(/log/\d+/undo/)"', answer.content.decode())[1]
    assert Activity.objects.count() == 1
    at_work.post(undo)
    assert state() == begun


def test_a_codebook_that_changed_meanwhile_is_looked_at_again(at_work):
    preview = upload(at_work, "tag,description\nWater,Flows")
    make_tag("Water", definition="By another.")
    answer = confirm(at_work, preview)
    assert answer.status_code == 409
    assert "has changed meanwhile" in flat(answer)
    assert Tag.objects.get().definition == "By another."
    assert "Imported: 0 made, 1 changed." in flat(confirm(at_work, answer))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"title,text\na,b", "no column for the names"),
        (b'name,definition\nRain,"never closed', "Line 2 is no CSV"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "cannot be read"),
    ],
)
def test_what_is_no_codebook_is_told(at_work, data, why):
    answer = upload(at_work, data)
    assert answer.status_code == 422
    assert why in flat(answer)


def test_a_file_has_a_largest_size(at_work, settings):
    settings.UPLOAD_MAX_BYTES = 1_000
    answer = upload(at_work, "name\n" + "x\n" * 1_000)
    assert (answer.status_code, "can be uploaded" in flat(answer)) == (422, True)


def test_a_file_that_is_not_kept_or_not_ones_own_is_asked_for_again(at_work, client, admin):
    preview = upload(at_work, "name\nRain")
    client.force_login(admin)
    answer = confirm(client, preview)
    assert "not kept any more" in flat(answer)
    assert not Tag.objects.exists()
