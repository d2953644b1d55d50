"""The command's lines and statuses; what is restored is tested with the backups."""

from __future__ import annotations

import gc
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_else() -> None:
    """Close what other threads of earlier tests, such as a server's, left open: restore asks to be
    alone with the database."""
    mine = connections[DEFAULT_DB_ALIAS]
    gc.unfreeze()  # `newsroom.wsgi`, if a test has loaded it, hides all that there was by then
    for one in gc.get_objects():
        # By its type: to ask lazy objects what they are an instance of wakes them.
        if not issubclass(type(one), BaseDatabaseWrapper) or one is mine:
            continue
        if one.connection is not None:
            one.inc_thread_sharing()
            one.close()


@pytest.fixture
def backup(tmp_path):
    make_article(title="The ferry sails")
    file = tmp_path / "b"
    call_command("backup", str(file), quiet=True, stdout=io.StringIO())
    return str(file)


def test_the_last_line_counts(backup):
    call_command("flush", interactive=False, verbosity=0)
    assert not Article.objects.exists()
    if connection.vendor == "postgresql":  # the connections of a pool are nobody's in particular
        connection.close_pool()
    out = io.StringIO()
    call_command("restore", backup, quiet=True, stdout=out)
    assert out.getvalue() == "articles=1 annotations=0\n"
    assert Article.objects.get().title == "The ferry sails"


def test_what_cannot_be_done_ends_with_two(backup):
    with pytest.raises(CommandError, match="not empty") as refused:
        call_command("restore", backup, quiet=True)
    assert refused.value.returncode == 2


def test_a_file_that_is_not_there_ends_with_two(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("restore", str(tmp_path / "nothing"))
    assert refused.value.returncode == 2
