"""manage.py backup: the whole archive in one file, while others write."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.backups import BackupError, back_up, size
from articles.management.megabytes import Megabytes


class Command(BaseCommand):
    help = (
        "Back up the whole archive to FILE: articles, annotations, log, people; everything but "
        "who is logged in. Others may read and write meanwhile. FILE is checked before it gets "
        "its name, and readable for its owner alone."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
        parser.add_argument("--quiet", action="store_true", help="the last line alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            progress = Megabytes(self.stderr, size(), quiet=options["quiet"])
            contents = back_up(options["file"], force=options["force"], tell=progress)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from None
        progress.finish()
        for warning in contents.warnings:
            self.stderr.write(warning)
        self.stdout.write(
            f"articles={contents.articles} annotations={contents.annotations} bytes={contents.size}"
        )
        if contents.warnings:
            sys.exit(1)
