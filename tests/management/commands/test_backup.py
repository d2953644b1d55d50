"""The command's lines and statuses; what a backup holds is tested with the backups."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from articles.search import backend
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def backup(*arguments, **options):
    """What the command says, on stdout and on stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("backup", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("quiet", [False, True])
def test_the_last_line_counts(tmp_path, quiet):
    make_article()
    out, err = backup(str(tmp_path / "b"), quiet=quiet)
    size = (tmp_path / "b").stat().st_size
    assert (out, err) == (f"articles=1 annotations=0 bytes={size}\n", "")


def test_what_cannot_be_done_ends_with_two(tmp_path):
    (tmp_path / "b").touch()
    with pytest.raises(CommandError, match="is there already") as refused:
        backup(str(tmp_path / "b"))
    assert refused.value.returncode == 2
    backup(str(tmp_path / "b"), force=True)


def test_a_fault_of_the_archive_ends_with_one(tmp_path):
    article = make_article()
    backend().remove([article.docid])
    with pytest.raises(SystemExit) as ended:
        backup(str(tmp_path / "b"))
    assert ended.value.code == 1
    assert (tmp_path / "b").exists()
