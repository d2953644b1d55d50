"""What a first visit loads, compressed as it is sent: under 60 kB, scripts included."""

from __future__ import annotations

import gzip
import re
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

MOST = 60_000  # bytes
LINKED = re.compile(
    r"""<link[^>]+rel="(?:stylesheet|icon)"[^>]+href="([^"]+)"|<script[^>]+src="([^"]+)"|<img[^>]+src="([^"]+)\""""
)
IMPORTED = re.compile(r"""(?:\bfrom\s*|\bimport\s*|@import\s*(?:url\()?)["']([^"']+)["']""")


@pytest.fixture
def hashed(settings, tmp_path):
    """Static files as in production: collected, under hashed names."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "newsroom.storage.HashedModulesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    return tmp_path


def loaded(page: str) -> dict[str, bytes]:
    """The static files of a page and all that those import, by address."""
    waiting = [next(filter(None, found)) for found in LINKED.findall(page)]
    files: dict[str, bytes] = {}
    while waiting:
        address = waiting.pop()
        if address in files:
            continue
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", address), f"{address} has no digest"
        name = address.removeprefix(staticfiles_storage.base_url)
        with staticfiles_storage.open(name) as file:
            files[address] = file.read()
        if PurePosixPath(name).suffix in {".css", ".js"}:
            imports = IMPORTED.findall(files[address].decode())
            waiting += [urljoin(address, relative) for relative in imports]
    return files


@pytest.mark.parametrize("kind", ["list", "search", "article", "login"])
def test_a_first_visit_is_light(client, hashed, kind):
    words = " ".join(f"word{number}" for number in range(700))
    for number in range(30):
        article = make_article(
            title=f"A title of about ten words as they are, number {number}",
            source=f"Source {number}",
            authors=[f"First Author {number}", f"Second Author {number}"],
            body=f"ferry {words}",
        )
    make_user("reader")
    address = {
        "list": "/articles/",
        "search": "/articles/?q=ferry&source=source-1&source=source-2",
        "article": article.get_absolute_url(),
        "login": "/accounts/login/",
    }[kind]
    response = client.get(address, headers={"Accept-Encoding": "gzip"}, secure=True)
    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
    files = loaded(gzip.decompress(response.content).decode())
    assert any(name.endswith(".js") for name in files)
    sent = len(response.content) + sum(len(gzip.compress(content)) for content in files.values())
    assert sent < MOST


def test_the_scripts_of_a_page_to_annotate_are_small(client, hashed):
    """Below 40 kB compressed, all that the page imports included."""
    client.force_login(make_user("annotator"))
    page = client.get(make_article().get_absolute_url(), secure=True).content.decode()
    scripts = {name: text for name, text in loaded(page).items() if name.endswith(".js")}
    assert any("annotating/bar" in name for name in scripts)
    assert any("cards/handles" in name for name in scripts)
    assert sum(len(gzip.compress(text)) for text in scripts.values()) < 40_000
