"""The index of the words of annotations, and the order of their lists."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import migrations, models

from articles.search import ANNOTATIONS, Document, backend

CHUNK = 500


def install(apps: Any, schema_editor: Any) -> None:
    """Make the index, and put into it what was said before there was one."""
    alias = schema_editor.connection.alias
    index = backend(alias, ANNOTATIONS)
    index.install()
    annotations = apps.get_model("articles", "Annotation").objects.using(alias)
    standing = annotations.filter(deleted_at=None)
    last = 0
    while chunk := list(
        standing.filter(reply_to=None, pk__gt=last)
        .order_by("pk")
        .values_list("pk", "quote", "note")[:CHUNK]
    ):
        last = chunk[-1][0]
        replies: dict[int, list[str]] = {}
        answers = standing.filter(reply_to__in=[pk for pk, _, _ in chunk]).order_by("pk")
        for thread, note in answers.values_list("reply_to", "note"):
            replies.setdefault(thread, []).append(note)
        index.add(
            Document(docid=pk, title=note, byline="\n".join(replies.get(pk, ())), text=quote)
            for pk, quote, note in chunk
        )


def uninstall(apps: Any, schema_editor: Any) -> None:
    backend(schema_editor.connection.alias, ANNOTATIONS).uninstall()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_search_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="annotation",
            index=models.Index(
                fields=["-created_at", "-id", "visibility", "author"],
                condition=models.Q(deleted_at=None, reply_to=None),
                name="annotation_list",
            ),
        ),
        migrations.AlterField(
            model_name="annotation",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                on_delete=models.PROTECT,
                related_name="annotations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="annotation",
            index=models.Index(
                fields=["author", "-created_at", "-id"], name="annotation_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="annotation",
            index=models.Index(
                fields=["state", "-created_at", "-id"],
                condition=models.Q(deleted_at=None, reply_to=None),
                name="annotation_in_state",
            ),
        ),
        migrations.AlterField(
            model_name="annotation",
            name="reply_to",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=models.CASCADE,
                related_name="replies",
                to="articles.annotation",
            ),
        ),
        migrations.AddIndex(
            model_name="annotation",
            index=models.Index(
                fields=["reply_to"],
                condition=models.Q(reply_to__isnull=False),
                name="annotation_replies",
            ),
        ),
        migrations.RunPython(install, uninstall),
    ]
