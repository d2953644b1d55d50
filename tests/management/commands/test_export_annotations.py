"""Annotations into a file: what is in it, as whom, and that no half file is ever left."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.pages.records import Records
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(annotator):
    article, tag = make_article(), make_tag("Delay", slug="delay")
    return [
        make_annotation(article=article, author=annotator, quote="ferry", tags=[tag]),
        make_annotation(article=article, author=annotator, note="Hidden", visibility="private"),
    ]


def run(*arguments: str) -> str:
    errors = io.StringIO()
    call_command("export_annotations", *arguments, stderr=errors)
    return errors.getvalue()


def ids(path) -> list[str]:
    return [item["id"] for item in json.loads(path.read_bytes())["items"]]


def test_the_shared_ones_in_a_file(said, tmp_path):
    path = tmp_path / "all.jsonld"
    told = run("--format", "jsonld", "--output", str(path), "--base-url", "https://news.example/")
    assert ids(path) == [f"https://news.example/annotations/{said[0].uid}/"]
    assert told == "exported=1\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_person_sees(said, tmp_path, annotator, colleague):
    path = tmp_path / "mine.jsonld"
    run("--format", "jsonld", "--output", str(path), "--person", annotator.username)
    assert len(ids(path)) == 2
    run("--format", "jsonld", "--output", str(path), "--person", colleague.username)
    assert len(ids(path)) == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("tag=delay", 1),
        ("?q=ferry&state=exact", 1),
        ("has_note=yes", 0),
        ("tag=delay&page=2", 1),
    ],
)
def test_of_a_filter(said, tmp_path, query, number):
    path = tmp_path / "some.jsonld"
    assert run("--format", "jsonld", "--filter", query, "--output", str(path), "--quiet") == ""
    assert len(ids(path)) == number


@pytest.mark.parametrize("output", [[], ["--output", "-"]])
def test_to_standard_output(said, capsysbinary, output):
    run("--format", "csv", "--quiet", *output)
    text = capsysbinary.readouterr().out.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["quote"], row["tag"]) == ("ferry", "Delay")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--filter", "tag=nope"], "no tag called “nope”"),
        (["--filter", "tga=delay"], "knows no tga"),
        (["--filter", "q=\udcff"], "filter is not UTF-8"),
        (["--person", "nobody"], "nobody called “nobody”"),
        (["--person", "\udcff"], "name is not UTF-8"),
        (["--base-url", "news.example"], "no address of a site"),
        (["--base-url", "https://["], "no address of a site"),
        (["--base-url", "https://news example"], "no address of a site"),
        (["--base-url", "https://news.example/\udcff"], "URL is not UTF-8"),
        (["--output", "/nowhere/at/all.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(said, arguments, message):
    with pytest.raises(CommandError, match=message) as refused:
        run("--format", "csv", *arguments)
    assert refused.value.returncode == 2


def test_a_fault_leaves_the_old_file_as_it_was(said, tmp_path, monkeypatch):
    path = tmp_path / "all.csv"
    path.write_text("before")

    def fail(self, keys):
        raise RuntimeError("The power is gone.")

    monkeypatch.setattr(Records, "_records", fail)
    with pytest.raises(RuntimeError, match="power"):
        run("--format", "csv", "--output", str(path))
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
