"""The groups that rights hang on: Reader, Annotator and Editor.

Django makes permissions after all migrations have run, so the ones given here are made first, under
the names that Django would give them; it then finds them and makes the others.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READER = {
    "article": ["view"],
    "source": ["view"],
    "author": ["view"],
    "tag": ["view"],
    "annotation": ["view"],
    "revision": ["view"],
}
ANNOTATOR = {"annotation": ["add", "change", "delete"], "tag": ["add"]}
EDITOR = {
    **{
        name: ["add", "change", "delete"]
        for name in ("article", "source", "author", "tag", "annotation")
    },
    "activity": ["view"],
}
GROUPS = {
    "Reader": [READER],
    "Annotator": [READER, ANNOTATOR],
    "Editor": [READER, EDITOR],
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for name, grants in GROUPS.items():
        group, _ = Group.objects.using(database).get_or_create(name=name)
        for grant in grants:
            for model, verbs in grant.items():
                group.permissions.add(*[permission(apps, database, model, verb) for verb in verbs])


def permission(apps: Apps, database: str, model: str, verb: str):
    """The right to do that with that model, made if it is not there yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    kind, _ = ContentType.objects.using(database).get_or_create(app_label="articles", model=model)
    found, _ = Permission.objects.using(database).get_or_create(
        content_type=kind, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {model}"}
    )
    return found


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those that have members stay, and so do the rights of these people when they come back."""
    Group = apps.get_model("auth", "Group")
    groups = Group.objects.using(schema_editor.connection.alias)
    groups.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
