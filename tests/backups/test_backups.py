"""What is restored is what was backed up, and what cannot be restored changes nothing."""

from __future__ import annotations

import os
import threading

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.actions.annotations import annotate, edit
from articles.actions.articles import revise
from articles.backups import BackupError, back_up, restore
from articles.models import Activity, Annotation, Article
from articles.search import Criteria, backend, parse
from tests.backups.sites import digests, second_site
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def unheard(done: int) -> None:
    """Nobody listens to the progress."""


@pytest.fixture
def second(tmp_path, transactional_db):
    with second_site(tmp_path) as alias:
        yield alias


@pytest.fixture
def archive(transactional_db):
    """A little of everything."""
    annotator, editor = make_user("annotator"), make_user("editor")
    tag = make_tag("Parent")
    make_tag("Child", parent=tag)
    for word in ("heron", "gull", "سفينة"):
        make_article(body=f"A {word} 🚢 stood there.\nIt left.", authors=["Ada Tern"])
    article = Article.objects.first()
    made = annotate(article=article, author=annotator, start=2, end=6, tags=["Parent"], note="*a*")
    edit(annotation=made, by=editor, version=1, note="b", tags=["New", "Parent"])
    revise(article=article, body="Yesterday " + article.body, by=editor, reason="a date")
    return article


def hits(alias: str, words: str) -> list[int]:
    found = backend(alias).docids(Criteria(parse(words)), order="newest", offset=0, limit=10)
    assert len(found) < 10
    return found


def test_restored_is_what_was_backed_up(archive, second, tmp_path):
    made = back_up(tmp_path / "b", tell=unheard)
    assert (made.articles, made.annotations, made.warnings) == (3, 1, ())
    restored = restore(tmp_path / "b", alias=second, tell=unheard)
    assert (restored.articles, restored.annotations, restored.warnings) == (3, 1, ())
    before = digests("default")
    assert before["articles_activity"][0] >= 3
    assert digests(second) == before
    for words in ("heron", "stood", "yesterday", "سفينة"):
        assert hits(second, words) == hits("default", words) != []


def test_the_restored_site_can_be_written_to(archive, second, tmp_path):
    back_up(tmp_path / "b", tell=unheard)
    restore(tmp_path / "b", alias=second, tell=unheard)
    keys = set(Article.objects.values_list("pk", flat=True))
    source = archive.source
    made = Article(title="Later", body="And then.", source_id=source.pk, identity="f" * 64, docid=7)
    made.save(using=second)
    assert made.pk not in keys
    call_command("migrate", database=second, verbosity=0)
    assert User.objects.using(second).get(groups__name="Annotator").check_password("password")


def test_nobody_is_logged_in_by_a_backup(archive, second, tmp_path):
    Session.objects.create(session_key="s" * 32, session_data="x", expire_date=timezone.now())
    cache.set("throttle", 3)
    back_up(tmp_path / "b", tell=unheard)
    assert b"s" * 32 not in (tmp_path / "b").read_bytes()
    restore(tmp_path / "b", alias=second, tell=unheard)
    for table in ("django_session", "newsroom_cache"):
        with connections[second].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_only_its_owner_may_read_it(archive, tmp_path):
    back_up(tmp_path / "b", tell=unheard)
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_file_is_not_overwritten_unless_asked(archive, tmp_path):
    target = tmp_path / "b"
    target.write_bytes(b"the only copy")
    with pytest.raises(BackupError, match=r"is there already.*--force"):
        back_up(target, tell=unheard)
    assert target.read_bytes() == b"the only copy"
    assert back_up(target, force=True, tell=unheard).size == target.stat().st_size > 1_000


def test_no_device_or_pipe_is_replaced(archive, tmp_path):
    target = tmp_path / "pipe"
    os.mkfifo(target)
    with pytest.raises(BackupError, match="device or a pipe"):
        back_up(target, force=True, tell=unheard)
    assert target.is_fifo()


@pytest.mark.parametrize("target", ["nowhere/b", "."])
def test_a_place_that_cannot_be_written_is_told(archive, tmp_path, target):
    with pytest.raises(BackupError, match=r"cannot be written|is a folder"):
        back_up(tmp_path / target, tell=unheard)


def test_each_backup_under_writing_is_of_one_moment(archive, second, tmp_path):
    annotator, stop, acknowledged = make_user("annotator"), threading.Event(), []

    def write() -> None:
        try:
            while not stop.is_set():
                number = len(acknowledged)
                made = annotate(
                    article=archive, author=annotator, start=0, end=4, tags=["A", "B"], note="x"
                )
                acknowledged.append((made.pk, number))
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    while len(acknowledged) < 5:
        stop.wait(0.01)
    before = len(acknowledged)
    back_up(tmp_path / "b", tell=unheard)
    after = len(acknowledged)
    stop.set()
    writer.join()
    restore(tmp_path / "b", alias=second, tell=unheard)
    rows = Annotation.objects.using(second).filter(author_id=annotator.pk)
    assert {pk for pk, _ in acknowledged[:before]} <= set(rows.values_list("pk", flat=True))
    assert before <= rows.count() <= after + 1
    log = Activity.objects.using(second).filter(verb="annotate")
    logged = set(log.values_list("object_id", flat=True))
    for row in rows:
        assert row.pk in logged
        assert row.tags.count() == 2


def test_a_site_that_holds_something_is_left_as_it_is(archive, tmp_path):
    back_up(tmp_path / "b", tell=unheard)
    make_user("reader")
    before = digests("default")
    with pytest.raises(BackupError, match=r"not empty .*articles_article 3.*auth_user 3"):
        restore(tmp_path / "b", tell=unheard)
    assert digests("default") == before


def test_an_empty_site_with_its_tables_takes_a_backup(archive, second, tmp_path):
    back_up(tmp_path / "b", tell=unheard)
    call_command("migrate", database=second, verbosity=0)
    restore(tmp_path / "b", alias=second, tell=unheard)
    assert digests(second) == digests("default")


def test_a_database_of_something_else_is_left_as_it_is(archive, second, tmp_path):
    back_up(tmp_path / "b", tell=unheard)
    with connections[second].cursor() as cursor:
        cursor.execute("CREATE TABLE ledger (amount integer)")
    with pytest.raises(BackupError, match=r"something else \(ledger\)"):
        restore(tmp_path / "b", alias=second, tell=unheard)
    assert digests(second).keys() == {"ledger"}


@pytest.mark.parametrize("kept", [0, 3, 100, 5_000, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_refused(archive, second, tmp_path, kept):
    back_up(tmp_path / "b", tell=unheard)
    whole = (tmp_path / "b").read_bytes()
    size = int(len(whole) * kept) if isinstance(kept, float) else kept
    (tmp_path / "b").write_bytes(whole[:size])
    with pytest.raises(BackupError, match=r"is damaged|is not a backup|lacks"):
        restore(tmp_path / "b", alias=second, tell=unheard)
    assert digests(second) == {}


def test_a_damaged_file_is_refused(archive, second, tmp_path):
    back_up(tmp_path / "b", tell=unheard)
    data = bytearray((tmp_path / "b").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 9_000] = bytes(9_000)
    (tmp_path / "b").write_bytes(data)
    with pytest.raises(BackupError, match=r"is damaged|lacks"):
        restore(tmp_path / "b", alias=second, tell=unheard)
    assert digests(second) == {}


@pytest.mark.parametrize(
    ("beginning", "words"),
    [
        (b"PK\x03\x04 a zip archive", "is not a backup"),
        (b"SQLite format 3\0" if connection.vendor != "sqlite" else b"PGDMP\x01\x0e", "set DATABA"),
    ],
)
def test_a_file_of_another_kind_is_refused(second, tmp_path, beginning, words):
    (tmp_path / "b").write_bytes(beginning)
    with pytest.raises(BackupError, match=words):
        restore(tmp_path / "b", alias=second, tell=unheard)


def test_a_missing_file_is_told(second, tmp_path):
    with pytest.raises(BackupError, match="cannot be read"):
        restore(tmp_path / "b", alias=second, tell=unheard)


def test_a_pipe_is_no_backup(second, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BackupError, match="is a pipe"):
        restore(tmp_path / "pipe", alias=second, tell=unheard)


def test_a_backup_of_a_newer_version_is_refused(archive, second, tmp_path):
    MigrationRecorder(connection).record_applied("articles", "9999_from_the_future")
    try:
        back_up(tmp_path / "b", tell=unheard)
    finally:
        MigrationRecorder(connection).record_unapplied("articles", "9999_from_the_future")
    with pytest.raises(BackupError, match=r"newer version.*9999_from_the_future"):
        restore(tmp_path / "b", alias=second, tell=unheard)
    assert digests(second) == {}


def test_after_a_backup_of_an_older_version_comes_migrate(archive, second, tmp_path):
    MigrationRecorder(connection).record_unapplied("articles", "0004_search_index")
    try:
        back_up(tmp_path / "b", tell=unheard)
    finally:
        MigrationRecorder(connection).record_applied("articles", "0004_search_index")
    (advice,) = restore(tmp_path / "b", alias=second, tell=unheard).warnings
    assert "run manage.py migrate" in advice


def test_an_index_that_disagrees_is_told_and_still_backed_up(archive, tmp_path):
    backend().remove([archive.docid])
    (warning,) = back_up(tmp_path / "b", tell=unheard).warnings
    assert "rebuild_search" in warning
    assert (tmp_path / "b").exists()
