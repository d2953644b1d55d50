"""People to try the site as: made once, never where the site is real."""

from __future__ import annotations

import tomllib
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.actions.annotations import delete
from articles.management.commands.make_demo import ANNOTATIONS
from articles.models import Annotation, Tag

pytestmark = pytest.mark.django_db

NAMES = ["admin", "annotator", "editor", "reader"]


@pytest.fixture(autouse=True)
def _development(settings):
    settings.DEBUG = True


def make_demo(**options) -> str:
    printed = StringIO()
    call_command("make_demo", stdout=printed, **options)
    return printed.getvalue()


def test_one_person_of_each_kind_is_made_and_printed_with_how_to_log_in():
    printed = make_demo()
    assert sorted(User.objects.values_list("username", flat=True)) == NAMES
    assert "/accounts/login/" in printed
    for name in NAMES:
        assert [name, name] in [line.split() for line in printed.splitlines()]
        assert authenticate(username=name, password=name)


def test_their_rights_are_those_of_their_kind():
    make_demo()
    people = {user.username: user for user in User.objects.all()}
    rights = {
        "articles.view_article": ["admin", "annotator", "editor", "reader"],
        "articles.add_annotation": ["admin", "annotator", "editor"],
        "articles.change_article": ["admin", "editor"],
        "auth.change_user": ["admin"],
    }
    for right, holders in rights.items():
        assert [name for name in NAMES if people[name].has_perm(right)] == holders
    assert [name for name in NAMES if people[name].is_staff] == ["admin", "editor"]


def test_a_second_run_changes_nothing():
    make_demo()
    reader = User.objects.get(username="reader")
    reader.set_password("another by now")
    reader.first_name = "Rea"
    reader.save()
    reader.groups.clear()
    before = list(User.objects.order_by("pk").values())
    printed = make_demo()
    assert list(User.objects.order_by("pk").values()) == before
    assert not reader.groups.exists()
    assert "unless changed" in printed


def test_who_is_missing_is_made_again():
    make_demo()
    User.objects.get(username="editor").delete()
    make_demo()
    assert authenticate(username="editor", password="editor").has_perm("articles.change_article")


def test_it_refuses_where_debug_is_off(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="set DEBUG=1") as refusal:
        make_demo()
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert not User.objects.exists()


def test_quiet_prints_nothing():
    assert make_demo(quiet=True) == ""
    assert User.objects.count() == len(NAMES)


def test_the_demo_archive_is_annotated_once_and_what_was_deleted_stays_so():
    call_command("import_articles", quiet=True)
    assert "annotations of the demo archive" in make_demo()
    described = tomllib.loads(ANNOTATIONS.read_text("utf-8"))
    threads = Annotation.objects.filter(reply_to=None)
    assert threads.count() == len(described["annotations"])
    assert Tag.objects.count() == len(described["tags"])
    assert {one.article.text[one.start : one.end] for one in threads if one.quote} == {
        one["quote"] for one in described["annotations"] if "quote" in one
    }
    delete(annotations=[threads[0]], by=User.objects.get(username="admin"))
    assert "annotations of the demo archive" not in make_demo()
    assert threads.filter(deleted_at=None).count() == len(described["annotations"]) - 1


def test_without_the_demo_archive_there_is_a_codebook_alone():
    make_demo()
    assert not Annotation.objects.exists()
    assert Tag.objects.get(name="Cost").parent.name == "Figure"
