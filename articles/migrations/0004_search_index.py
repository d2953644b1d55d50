"""The search index: a table of its own, which Django's models do not know."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from articles.search import Document, backend

CHUNK = 500


def install(apps: Any, schema_editor: Any) -> None:
    """Make the index, and put into it what was in the archive before there was one."""
    alias = schema_editor.connection.alias
    index = backend(alias)
    index.install()
    articles = apps.get_model("articles", "Article").objects.using(alias)
    authorships = apps.get_model("articles", "Authorship").objects.using(alias)
    last = None
    while chunk := list(
        (articles if last is None else articles.filter(pk__gt=last))
        .order_by("pk")
        .values_list("pk", "docid", "title", "byline", "text", "source_id")[:CHUNK]
    ):
        last = chunk[-1][0]
        keys: dict[int, list[str]] = {
            pk: [f"s{source}"] if source else [] for pk, *_, source in chunk
        }
        for pk, author in authorships.filter(article__in=keys).values_list("article", "author"):
            keys[pk].append(f"a{author}")
        index.add(
            Document(docid=docid, title=title, byline=byline, text=text, keys=tuple(keys[pk]))
            for pk, docid, title, byline, text, _ in chunk
        )


def uninstall(apps: Any, schema_editor: Any) -> None:
    backend(schema_editor.connection.alias).uninstall()


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_cache_table")]

    operations = [migrations.RunPython(install, uninstall)]
