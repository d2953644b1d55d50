"""What imports write waits to be compared; so do the articles that stand already."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

CHUNK = 5_000


def all_wait(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    articles = apps.get_model("articles", "Article").objects.using(alias)
    uncompared = apps.get_model("articles", "Uncompared")
    keys = articles.filter(duplicate_of=None).order_by("pk").values_list("pk", flat=True)
    last = 0
    while chunk := list(keys.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1]
        uncompared.objects.using(alias).bulk_create(uncompared(article_id=pk) for pk in chunk)


def nothing(apps: Any, schema_editor: Any) -> None:
    """The table goes with its rows."""


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_near_duplicates")]

    operations = [
        migrations.CreateModel(
            name="Uncompared",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
            ],
        ),
        migrations.RunPython(all_wait, nothing),
    ]
