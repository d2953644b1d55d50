"""Nothing that bytes can hold makes reading raise, and what it gives keeps its promises."""

from __future__ import annotations

import gzip
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers import FORMATS, ArticleDraft, Refusal, read_upload
from articles.importers.draft import (
    MAX_AUTHOR,
    MAX_AUTHORS,
    MAX_BYLINE,
    MAX_SOURCE,
    MAX_TITLE,
    MAX_URL,
)
from articles.importers.urls import url_key
from tests.importers.packed import ARTICLE, tarred, zipped

NAMES = ["a.txt", "a.md", "a.jsonl", "a.zip", "a.tar.gz", "-"]
FRAGMENTS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "# Title",
        "Published at: **2020-01-01**",
        "Author: **A, B**",
        "Original: [S](https://e.org/a)",
        "---\n",
        "title: T\n",
        '{"title": "T", "body": "B"}',
        "\\u0000",
        "**",
        "](",
        "\r",
        "\0",
        "\x85",
        "\ufeff",
        "\u202e",
        "💥",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=20), max_size=15).map("".join)


def assert_kept(promise):
    assert isinstance(promise, ArticleDraft | Refusal)
    if isinstance(promise, Refusal):
        assert promise.reason
        return
    assert promise.title.strip()
    assert promise.body.strip()
    assert promise.markup in ("plain", "markdown")
    assert promise.published_at is None or promise.published_at.utcoffset().total_seconds() == 0
    assert len(promise.title) <= MAX_TITLE
    assert len(promise.source) <= MAX_SOURCE
    assert len(promise.byline) <= MAX_BYLINE
    assert len(promise.authors) <= MAX_AUTHORS
    assert all(0 < len(name) <= MAX_AUTHOR for name in promise.authors)
    assert len(promise.url) <= MAX_URL
    assert promise.url_key == url_key(promise.url)
    assert len(promise.file_digest) == 64
    single_lines = (promise.title, promise.byline, promise.source, promise.url, *promise.authors)
    assert all("\n" not in line and "\t" not in line for line in single_lines)
    for text in (*single_lines, promise.body, *promise.warnings):
        kinds = {unicodedata.category(char) for char in text if char not in "\n\t"}
        assert not kinds & {"Cc", "Cs"}


def all_read(name, data, **options):
    for outcome in read_upload(name, io.BytesIO(data), **options):
        assert_kept(outcome)


@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_any_bytes(name, data):
    all_read(name, data)


@given(
    st.sampled_from(NAMES),
    TEXTS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([None, *FORMATS]),
)
def test_any_text_in_any_format(name, text, encoding, form):
    all_read(name, text.encode(encoding, "replace"), format=form)


ZIPPED = zipped(("a.txt", ARTICLE * 9), ("b.jsonl", b'{"title": "T", "body": "B"}'))
TARRED = gzip.decompress(tarred(("a.txt", ARTICLE * 9), (f"{'é' * 90}.txt", ARTICLE)))


def changed(data, changes, cut):
    changed = bytearray(data[: len(data) - cut])
    for at, byte in changes:
        changed[at % len(changed)] = byte
    return bytes(changed)


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=8)


@given(CHANGES, st.integers(0, len(ZIPPED) - 1) | st.just(0))
def test_any_damage_to_a_zip_archive(changes, cut):
    all_read("a.zip", changed(ZIPPED, changes, cut))


@given(CHANGES, st.integers(0, len(TARRED) - 1) | st.just(0))
def test_any_damage_inside_a_tar_archive(changes, cut):
    all_read("a.tar.gz", gzip.compress(changed(TARRED, changes, cut)))


@given(CHANGES)
def test_any_damage_to_a_gzip_stream(changes):
    all_read("a.tar.gz", changed(gzip.compress(TARRED), changes, 0))


HEADER = f"# T\n\nAuthor: **{{}}**\n\nOriginal: [S](https://e.org/{{}})\n\nBody {'word ' * 20}"


@pytest.mark.parametrize(
    "piece", ["a", "[", "](", "**", " ", "\t", "(,", "and ", "`", "<", "%2f", "&", "\n"]
)
def test_long_repetitions_in_every_place(piece):
    long = piece * 300_000
    for text in (
        f"# {long}\n\nBody",
        f"{long}# T\n\nBody",
        f"# T\n\nBody\n\n{long}x",
        f"# T\n\nBody\n\n* {long}\n* {long}",
        HEADER.format(long, ""),
        HEADER.format("", long),
        f"---\ntitle: T\n---\n{long}x",
    ):
        all_read("a.txt", text.encode())
