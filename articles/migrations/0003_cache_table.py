"""The table of the cache, which counts failed logins across processes (settings.CACHES).

Django makes it by a command of its own, `createcachetable`; here it comes with `migrate`, the one
command that every deployment runs. The table belongs to no model, so only the database is told.
"""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_groups")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.CreateModel(
                    name="CacheEntry",
                    fields=[
                        (
                            "cache_key",
                            models.CharField(max_length=255, primary_key=True, serialize=False),
                        ),
                        ("value", models.TextField()),
                        ("expires", models.DateTimeField(db_index=True)),
                    ],
                    options={"db_table": "newsroom_cache"},
                )
            ]
        )
    ]
