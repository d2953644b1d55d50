"""manage.py restore: a backup into an empty site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.backups import BackupError, restore
from articles.management.megabytes import Megabytes


class Command(BaseCommand):
    help = (
        "Fill an empty site from a FILE that manage.py backup has made, all or nothing. A site "
        "that holds anything already is left as it is. Stop the site meanwhile."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--quiet", action="store_true", help="the last line alone")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            total = file.stat().st_size if file.is_file() else None
            progress = Megabytes(self.stderr, total, quiet=options["quiet"])
            contents = restore(file, tell=progress)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from None
        progress.finish()
        for warning in contents.warnings:
            self.stderr.write(warning)
        self.stdout.write(f"articles={contents.articles} annotations={contents.annotations}")
