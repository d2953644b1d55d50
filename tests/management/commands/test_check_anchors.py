"""The command as people and scripts run it: its last line and its exit status."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from articles.management.commands import check_anchors
from articles.models import Annotation
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db


def run(**options: object) -> tuple[str, str, int]:
    """What the command says on standard output and on standard error, and its exit status."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("check_anchors", stdout=out, stderr=err, **options)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), int(end.code or 0)
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


@pytest.fixture
def row() -> Annotation:
    article = make_article(body="The ferry left at noon.\nIt came back.")
    note = "Not for others"
    author = make_user("annotator")
    return make_annotation(
        article=article, author=author, quote="left at noon", note=note, visibility="private"
    )


def test_an_empty_archive_is_right():
    assert run() == ("checked=0 wrong=0 repaired=0 lost=0\n", "", 0)


def test_right_wrong_and_repaired(row):
    assert run()[::2] == ("checked=1 wrong=0 repaired=0 lost=0\n", 0)
    Annotation.objects.update(start=0, end=3)
    out, err, status = run()
    assert (out, status) == ("checked=1 wrong=1 repaired=0 lost=0\n", 1)
    assert str(row.uid) in err
    assert "left at noon" not in err
    assert run(quiet=True)[1:] == ("", 1)
    assert run(repair=True)[::2] == ("checked=1 wrong=1 repaired=1 lost=0\n", 0)
    assert run()[::2] == ("checked=1 wrong=0 repaired=0 lost=0\n", 0)


def test_what_cannot_be_repaired_is_told_once(row):
    Annotation.objects.update(quote="Quite other words, of another text.")
    assert run(repair=True)[::2] == ("checked=1 wrong=1 repaired=0 lost=1\n", 1)
    assert run(repair=True)[::2] == ("checked=1 wrong=0 repaired=0 lost=0\n", 0)


def test_without_a_database_it_says_so(monkeypatch):
    def fail(**options):
        raise DatabaseError("no such table: articles_annotation")

    monkeypatch.setattr(check_anchors, "check_anchors", fail)
    out, err, status = run()
    assert (out, status) == ("", 2)
    assert "no such table" in err
