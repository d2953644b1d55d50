"""manage.py import_articles: files, folders and archives into the archive."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.actions.importing import Import, Outcome
from articles.importers import FORMATS, InputMissing, count, read
from articles.management.progress import Progress
from articles.models import Uncompared

SHOWN_PROBLEMS = 50


class Command(BaseCommand):
    help = (
        "Import articles from files, folders (with all below them), .zip and .tar.gz archives, "
        "or - for standard input. Running it again changes nothing that has not changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="default: fixtures/")
        parser.add_argument("--dry-run", action="store_true", help="count, and write nothing")
        parser.add_argument("--report", metavar="FILE", help="a JSON line per article to this file")
        parser.add_argument("--format", choices=FORMATS, help="default: recognised per file")
        parser.add_argument("--quiet", action="store_true", help="the last line alone")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = options["paths"] or [str(settings.BASE_DIR / "fixtures")]
        run = Import(dry_run=options["dry_run"])
        with ExitStack() as stack:
            report = _open_report(options["report"], stack)
            try:
                total = count(paths)
                items = read(paths, format=options["format"])
                progress = Progress(self.stderr, total, "files", quiet=options["quiet"])
                problems = self._follow(run.run(items), report, progress, options["quiet"])
            except InputMissing as error:
                raise CommandError(str(error), returncode=2) from None
            except KeyboardInterrupt:
                self.stderr.write(
                    "Interrupted. What is counted here is in the archive; "
                    "run the same command again to go on."
                )
                self.stdout.write(run.summary())
                sys.exit(130)
        if problems > SHOWN_PROBLEMS and not options["quiet"]:
            self.stderr.write(f"… and {problems - SHOWN_PROBLEMS:,} more; --report FILE lists all.")
        if (passages := run.passages_told()) and not options["quiet"]:
            self.stdout.write(passages)
        if (waiting := Uncompared.objects.count()) and not options["quiet"]:
            self.stderr.write(
                f"{waiting:,} articles wait to be compared with others: "
                "manage.py link_near_duplicates."
            )
        self.stdout.write(run.summary())
        if run.counts["refused"]:
            sys.exit(1)

    def _follow(
        self, outcomes: Iterator[Outcome], report: TextIO | None, progress: Progress, quiet: bool
    ) -> int:
        """Report each outcome as it comes. Returns how many were refused or came with warnings."""
        problems = 0
        for outcome in outcomes:
            progress.step()
            if report is not None:
                json.dump(asdict(outcome), report, ensure_ascii=False)
                report.write("\n")
            messages = [outcome.reason] if outcome.status == "refused" else list(outcome.warnings)
            if messages:
                problems += 1
                if problems <= SHOWN_PROBLEMS and not quiet:
                    progress.finish()
                    self.stderr.write(f"{_place(outcome)}: {outcome.status}: {'; '.join(messages)}")
        progress.finish()
        return problems


def _place(outcome: Outcome) -> str:
    return f"{outcome.origin}:{outcome.line}" if outcome.line else outcome.origin


def _open_report(path: str | None, stack: ExitStack) -> TextIO | None:
    if path is None:
        return None
    try:
        return stack.enter_context(
            Path(path).open("w", encoding="utf-8", errors="backslashreplace")
        )
    except OSError as error:
        raise CommandError(f"The report cannot be written: {error}.", returncode=2) from None
