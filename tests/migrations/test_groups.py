from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = ("articles", "0001_initial")
READING = {
    f"view_{model}" for model in ("annotation", "article", "author", "revision", "source", "tag")
}
CHANGING = {
    f"{verb}_{model}"
    for verb in ("add", "change", "delete")
    for model in ("annotation", "article", "author", "source", "tag")
}
RIGHTS = {
    "Reader": READING,
    "Annotator": READING | {"add_annotation", "change_annotation", "delete_annotation", "add_tag"},
    "Editor": READING | CHANGING | {"view_activity"},
}


def rights_of(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.fixture
def at_the_end():
    """Whatever a test takes back is put forward again, and Django makes its permissions."""
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", RIGHTS)
def test_the_groups_hold_their_rights(name):
    assert rights_of(name) == RIGHTS[name]


@pytest.mark.django_db
def test_each_permission_is_there_once_under_the_name_django_gives():
    found = list(
        Permission.objects.filter(content_type__app_label="articles").values_list(
            "codename", "name"
        )
    )
    assert len(found) == len(set(found)) == len(dict(found))
    assert dict(found)["add_article"] == "Can add article"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_backwards_and_forwards_again(at_the_end):
    Group.objects.create(name="Volunteers")
    call_command("migrate", *BEFORE, verbosity=0)
    assert list(Group.objects.values_list("name", flat=True)) == ["Volunteers"]
    assert "newsroom_cache" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert {name: rights_of(name) for name in RIGHTS} == RIGHTS
    assert "newsroom_cache" in connection.introspection.table_names()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_rights_are_there_before_django_has_made_its_permissions(at_the_end):
    call_command("migrate", *BEFORE, verbosity=0)
    Permission.objects.filter(content_type__app_label="articles").delete()
    executor = MigrationExecutor(connection)
    executor.migrate([("articles", "0002_groups")])
    assert {name: rights_of(name) for name in RIGHTS} == RIGHTS
