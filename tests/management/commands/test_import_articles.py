"""The command as people and scripts run it: its last line, its exit status, its report."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article, Revision
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import parse
from articles.search.words import words as folded_words
from tests.factories import make_annotation, make_user

pytestmark = pytest.mark.django_db

ARTICLE = """
# A ferry is late

Published at: **2024-05-01T08:00:00+02:00**

Author: **Ada Tern**

Original: [Harbour Post](https://harbour.example/1)

The ferry left at noon.
It came back.
"""


def run(*arguments: object, **options: object) -> tuple[str, str, int]:
    """What the command says on standard output and on standard error, and its exit status."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), int(end.code or 0)
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_the_last_line_has_the_counts(folder):
    out, _, status = run(folder)
    assert out.splitlines()[-1] == "created=1 updated=0 unchanged=0 duplicate=0 refused=0"
    assert status == 0
    assert run(folder)[0].splitlines()[-1] == (
        "created=0 updated=0 unchanged=1 duplicate=0 refused=0"
    )


def test_a_refusal_is_said_with_its_file_and_reason_and_the_status_is_one(folder):
    (folder / "two.txt").write_text("\n# A title and nothing else\n", encoding="utf-8")
    out, err, status = run(folder)
    assert out.splitlines()[-1] == "created=1 updated=0 unchanged=0 duplicate=0 refused=1"
    assert "two.txt" in err
    assert status == 1


def test_a_missing_path_is_said_and_the_status_is_two(tmp_path):
    _, err, status = run(tmp_path / "nowhere")
    assert "nowhere" in err
    assert status == 2
    assert not Article.objects.exists()


def test_a_report_that_cannot_be_written_is_said_before_anything_is_imported(folder):
    _, err, status = run(folder, "--report", folder / "none" / "report.jsonl")
    assert "report" in err
    assert status == 2
    assert not Article.objects.exists()


def test_the_report_has_a_line_per_article(folder, tmp_path):
    (folder / "two.txt").write_text("no title", encoding="utf-8")
    report = tmp_path / "report.jsonl"
    run(folder / "one.txt", folder / "two.txt", "--report", report)
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert {Path(line["origin"]).name: line["status"] for line in lines} == {
        "one.txt": "created",
        "two.txt": "refused",
    }
    assert all(line["reason"] for line in lines if line["status"] == "refused")


def test_a_dry_run_writes_nothing(folder):
    out, _, _ = run(folder, "--dry-run")
    assert out.splitlines()[-1].startswith("created=1 ")
    assert not Article.objects.exists()


def test_quiet_says_the_last_line_alone(folder):
    (folder / "two.txt").write_text("no title", encoding="utf-8")
    out, err, _ = run(folder, "--quiet")
    assert out.splitlines() == ["created=1 updated=0 unchanged=0 duplicate=0 refused=1"]
    assert err == ""


def test_a_warning_is_said(folder):
    undated = ARTICLE.replace("2024-05-01T08:00:00+02:00", "some day").replace("/1)", "/2)")
    (folder / "two.txt").write_text(undated, encoding="utf-8")
    _, err, status = run(folder)
    assert "two.txt" in err
    assert "some day" in err
    assert status == 0
    assert Article.objects.get(url__endswith="/2").published_at is None


def test_an_archive_is_read_without_unpacking(tmp_path):
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("in/one.txt", ARTICLE)
        archive.writestr("../out.txt", ARTICLE.replace("/1)", "/2)"))
    out, err, status = run(tmp_path / "some.zip")
    assert out.splitlines()[-1] == "created=1 updated=0 unchanged=0 duplicate=0 refused=1"
    assert "out.txt" in err
    assert status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["some.zip"]


def test_standard_input_is_read(monkeypatch):
    class Piped:
        buffer = io.BytesIO(ARTICLE.encode())

    monkeypatch.setattr("sys.stdin", Piped())
    assert run("-")[0].splitlines()[-1].startswith("created=1 ")


def test_the_demo_archive_is_imported_by_default_and_stays_as_it_is():
    assert run()[0].splitlines()[-1] == "created=41 updated=1 unchanged=0 duplicate=1 refused=0"
    before = list(Article.objects.order_by("pk").values())
    assert run()[0].splitlines()[-1] == "created=0 updated=0 unchanged=43 duplicate=0 refused=0"
    assert list(Article.objects.order_by("pk").values()) == before
    assert Revision.objects.count() == 1


def test_all_articles_at_hand_go_in_and_are_found(article_files):
    counts = run(*article_files)[0].splitlines()[-1]
    number = {name: int(value) for name, value in (pair.split("=") for pair in counts.split())}
    assert number["refused"] == 0
    assert sum(number.values()) == len(article_files)
    assert Article.objects.count() == number["created"] + number["duplicate"]
    for article in Article.objects.order_by("pk")[::7]:
        wanted = " ".join(f'title:"{word}"' for word in folded_words(article.title)[:4])
        docids = Listing(Scope(query=parse(wanted))).docids(0, 1000)
        assert article.docid in docids, article.title
    again = run(*article_files)[0].splitlines()[-1]
    assert again == (f"created=0 updated=0 unchanged={len(article_files)} duplicate=0 refused=0")


def test_the_default_folder_is_the_fixtures():
    assert (settings.BASE_DIR / "fixtures").is_dir()


def test_a_dry_run_says_before_its_last_line_what_becomes_of_annotated_passages(folder):
    run(folder)
    article = Article.objects.get()
    make_annotation(article=article, author=make_user("annotator"), quote="left at noon")
    (folder / "one.txt").write_text(ARTICLE.replace("left at noon", "sank"), encoding="utf-8")
    out, err, status = run(folder, "--dry-run", "--report", folder.parent / "report.jsonl")
    assert out.splitlines() == [
        "1 annotated passage: 1 is lost",
        "created=0 updated=1 unchanged=0 duplicate=0 refused=0",
    ]
    assert "one.txt: updated: 1 annotated passage: 1 is lost" in err
    assert status == 0
    report = (folder.parent / "report.jsonl").read_text(encoding="utf-8")
    assert json.loads(report)["passages"] == {"lost": 1}
    assert len(run(folder, "--dry-run", quiet=True)[0].splitlines()) == 1
