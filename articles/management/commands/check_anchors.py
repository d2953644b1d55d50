"""manage.py check_anchors: whether every annotation stands where it says."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.actions.checking import Tally, check_anchors, passages
from articles.management.progress import Progress

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Find annotations whose positions do not give their quote. Exit status: 0 all are right, "
        "1 some are wrong (with --repair: some could not be repaired and are lost now), "
        "2 the check could not run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="look for what is wrong, and put it right"
        )
        parser.add_argument("--quiet", action="store_true", help="say nothing but the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            total = self._check(repair=options["repair"], quiet=options["quiet"])
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read: {error}", returncode=2) from error
        wrong, repaired, lost = total["wrong"], total["repaired"], total["lost"]
        self.stdout.write(
            f"checked={total['checked']} wrong={wrong} repaired={repaired} lost={lost}"
        )
        if wrong > repaired:
            sys.exit(1)

    def _check(self, *, repair: bool, quiet: bool) -> dict[str, int]:
        number = passages().count()
        progress = Progress(self.stderr, number, "annotations", quiet=quiet)
        total = {"checked": 0, "wrong": 0, "repaired": 0, "lost": 0}
        for tally in check_anchors(repair=repair):
            progress.step(tally.checked)
            if tally.wrong and not quiet:
                progress.finish()
                self._name(tally, total["wrong"])
            total["checked"] += tally.checked
            total["wrong"] += len(tally.wrong)
            total["repaired"] += tally.repaired
            total["lost"] += tally.lost
        progress.finish()
        if total["wrong"] > SHOWN and not quiet:
            self.stderr.write(f"… and {total['wrong'] - SHOWN:,} more.")
        return total

    def _name(self, tally: Tally, before: int) -> None:
        """The first of those that are wrong, by what finds them again; never their words."""
        for one in tally.wrong[: max(0, SHOWN - before)]:
            self.stderr.write(f"Annotation {one.uid} of article {one.article}: {one.reason}")
