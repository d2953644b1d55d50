"""Full disks, lost connections and the like are told as what they are, and what they are not."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import html5lib
import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import include, path, reverse
from psycopg_pool import PoolTimeout

from articles.models import Annotation
from newsroom.outages import AWAY, BUSY, DAMAGED, FULL, READ_ONLY, outage_of
from tests.factories import make_article, make_user

ROOT = Path(__file__).resolve().parents[2]
RAISED: list[BaseException] = []


def breaks(request):
    raise RAISED[-1]


urlpatterns = [path("breaks/", breaks), path("", include("newsroom.urls"))]
handler500 = "newsroom.errors.server_error"


def of_sqlite(statement: str, *before: str, file: str = ":memory:") -> OperationalError:
    """The error that SQLite itself gives for a statement, as Django passes it on."""
    database = sqlite3.connect(file, isolation_level=None)
    for one in before:
        database.execute(one)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        database.execute(statement)
    database.close()
    return caused(OperationalError, caught.value)


def caused(kind: type[Exception], cause: BaseException) -> Exception:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def full() -> Exception:
    return of_sqlite(
        "INSERT INTO t SELECT randomblob(100000)", "CREATE TABLE t (x)", "PRAGMA max_page_count = 3"
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (full(), FULL),
        (of_sqlite("CREATE TABLE t (x)", "PRAGMA query_only = 1"), READ_ONLY),
        (of_sqlite("SELECT * FROM nothing"), None),
        (of_sqlite("SELECT * FROM t", file=__file__), DAMAGED),
        (caused(OperationalError, psycopg.errors.DiskFull()), FULL),
        (caused(OperationalError, psycopg.errors.ReadOnlySqlTransaction()), READ_ONLY),
        (caused(OperationalError, psycopg.errors.TooManyConnections()), BUSY),
        (caused(OperationalError, psycopg.errors.DeadlockDetected()), BUSY),
        (caused(OperationalError, psycopg.errors.AdminShutdown()), AWAY),
        (caused(OperationalError, psycopg.errors.CannotConnectNow()), AWAY),
        (caused(OperationalError, psycopg.OperationalError("connection refused")), AWAY),
        (caused(OperationalError, PoolTimeout("no connection in 5 s")), AWAY),
        (caused(InterfaceError, psycopg.InterfaceError("the connection is closed")), AWAY),
        (caused(DatabaseError, psycopg.errors.UndefinedTable()), None),
        (caused(DatabaseError, psycopg.ProgrammingError("no placeholder")), None),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (OperationalError("words alone"), None),
        (RuntimeError("database or disk is full"), None),
        (None, None),
    ],
)
def test_what_passes_is_told_from_faults_of_ours(error, expected):
    assert outage_of(error) is expected


@pytest.fixture
def visitor(settings):
    settings.DEBUG = False
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if name != "newsroom.middleware.ReadingRights"
    ]
    return Client(raise_request_exception=False, headers={"accept": "text/html"})


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (full(), 507, "The disk is full"),
        (caused(OperationalError, psycopg.OperationalError("gone")), 503, "out of reach"),
    ],
)
def test_people_and_programs_are_told_when_to_come_back(visitor, error, status, heading):
    # Without the django_db mark any query is an error: the database is what may be away.
    RAISED.append(error)
    page = visitor.get("/breaks/", headers={"x-request-id": "edge-7"})
    assert page.status_code == status
    assert int(page["Retry-After"]) > 0
    tree = html5lib.parse(page.content.decode(), namespaceHTMLElements=False)
    assert heading in "".join(next(tree.iter("h1")).itertext())
    assert "edge-7" in page.content.decode()
    answer = visitor.get("/breaks/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer["Retry-After"] == page["Retry-After"]


@pytest.fixture
def full_database(transactional_db):
    """A function after which the database takes no more pages until it is called with False."""

    def fill(full: bool) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA max_page_count = {1 if full else 2**31}")
            elif full:
                cursor.execute(
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                    "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$; "
                    "CREATE TRIGGER full_disk BEFORE INSERT ON articles_activity "
                    "EXECUTE FUNCTION full_disk()"
                )
            else:
                cursor.execute("DROP FUNCTION IF EXISTS full_disk CASCADE")

    yield fill
    fill(False)


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_reading_goes_on_and_nothing_is_half_written(settings, full_database):
    settings.DEBUG = False
    article = make_article(body="The ferry left at noon.\n" * 2_000)
    client = Client(raise_request_exception=False, headers={"accept": "text/html"})
    client.force_login(make_user("annotator"))
    address = reverse("articles:annotate", args=[article.pk])
    note = {"start": 0, "end": 20_000, "note": "long " * 2_000, "tags": "New, Newer"}
    full_database(True)
    refused = client.post(address, note, secure=True)
    assert refused.status_code == 507
    assert "The disk is full" in refused.content.decode()
    assert client.get(article.get_absolute_url(), secure=True).status_code == 200
    assert not Annotation.objects.exists()
    full_database(False)
    assert client.post(address, note, secure=True).status_code == 302
    assert Annotation.objects.get().tags.count() == 2


def run(database_url: str, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "x" * 60,
        "PATH": os.environ["PATH"],
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_a_command_ends_with_one_line(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / "site.sqlite3")
    ended = run(f"sqlite:///{tmp_path}/link", "rebuild_search")
    assert ended.returncode == 2
    assert ended.stderr.startswith("Broken off: the archive is out of reach.")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ("rebuild_search",),
        ("link_near_duplicates",),
        ("import_articles", "--quiet", "fixtures"),
        ("export_annotations", "--format", "csv"),
    ],
)
def test_a_command_that_finds_no_tables_says_how_they_are_made(tmp_path, command):
    ended = run(f"sqlite:///{tmp_path}/new.sqlite3", *command)
    assert ended.returncode == 2
    assert ended.stderr == "The database is not prepared: run manage.py migrate first.\n"
