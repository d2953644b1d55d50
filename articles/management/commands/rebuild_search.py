"""manage.py rebuild_search: the search indexes made anew from articles and annotations."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.rebuilding import rebuild_annotation_search, rebuild_search
from articles.management.progress import Progress
from articles.models import Annotation, Article


class Command(BaseCommand):
    help = "Make the search indexes anew. Others may read and write meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing but the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        threads = Annotation.objects.standing().first_level().count()
        articles = self._follow(
            rebuild_search(), Article.objects.count(), "articles", options["quiet"]
        )
        annotations = self._follow(
            rebuild_annotation_search(), threads, "annotations", options["quiet"]
        )
        self.stdout.write(f"indexed={articles} annotations={annotations}")

    def _follow(self, numbers: Iterator[int], total: int, unit: str, quiet: bool) -> int:
        """Show the progress of a rebuild. Returns how many rows were indexed."""
        progress = Progress(self.stderr, total, unit, quiet=quiet)
        done = 0
        for number in numbers:
            progress.step(number - done)
            done = number
        progress.finish()
        return done
