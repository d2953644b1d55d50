"""manage.py link_near_duplicates: articles that imports left to be compared are compared."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.near_duplicates import compare_all_anew, link_new
from articles.management.progress import Progress
from articles.models import Uncompared


class Command(BaseCommand):
    help = (
        "Find articles with nearly the same text among those that large imports have left for "
        "later. Others may read and write meanwhile; interrupted, it goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="compare all articles anew")
        parser.add_argument("--quiet", action="store_true", help="say nothing but the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            compare_all_anew()
        total = Uncompared.objects.count()
        progress = Progress(self.stderr, total, "articles", quiet=options["quiet"])
        done = 0
        for number in link_new():
            progress.step(number - done)
            done = number
        progress.finish()
        self.stdout.write(f"compared={done}")
