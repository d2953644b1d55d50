"""manage.py rebuild_search: the search index made anew from the articles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.rebuilding import rebuild_search
from articles.management.progress import Progress
from articles.models import Article


class Command(BaseCommand):
    help = "Make the search index anew. Others may read and write meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing but the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        total = Article.objects.count()
        progress = Progress(self.stderr, total, "articles", quiet=options["quiet"])  # type: ignore[arg-type]
        done = 0
        for number in rebuild_search():
            progress.step(number - done)
            done = number
        progress.finish()
        self.stdout.write(f"indexed={done}")
