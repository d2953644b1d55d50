"""The search index: a table of its own, which Django's models do not know."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from articles.search import backend


def install(apps: Any, schema_editor: Any) -> None:
    backend(schema_editor.connection.alias).install()


def uninstall(apps: Any, schema_editor: Any) -> None:
    backend(schema_editor.connection.alias).uninstall()


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_cache_table")]

    operations = [migrations.RunPython(install, uninstall)]
