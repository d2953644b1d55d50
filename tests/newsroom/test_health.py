from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.usefixtures("closed_site")


@pytest.fixture
def closed_site(settings):
    settings.PUBLIC_READING = False


@pytest.fixture
def database_down(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at db.internal failed for user archive")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_the_process_answers_without_a_database(client):
    # Without the django_db mark any query is an error.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_process_answers_while_the_database_is_down(client, database_down):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_asks_one_query_and_no_login(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_the_database_is_down(client, database_down):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"not ready: database\n"


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder(connection).record_unapplied("articles", "0002_groups")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"not ready: migrations\n"


@pytest.mark.django_db(transaction=True)
def test_a_new_database_lacks_migrations(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO put_away")
        try:
            response = client.get("/readyz")
        finally:
            cursor.execute("ALTER TABLE put_away RENAME TO django_migrations")
    assert response.status_code == 503
    assert response.content == b"not ready: migrations\n"


@pytest.mark.django_db
def test_ready_though_the_database_knows_migrations_of_a_newer_version(client):
    MigrationRecorder(connection).record_applied("articles", "9999_from_the_future")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_asked_never_told(client, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
