#!/usr/bin/env python
"""Django's command-line entry point."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    _open_streams()
    try:
        _run()
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever reads our output has had enough; that Python would say so once more at its end is
        # of no use to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("The output was closed before all was written.", file=sys.stderr)
        sys.exit(2)


def _open_streams() -> None:
    """Streams that were closed lead nowhere, and no file gets their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _run() -> None:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.DEBUG  # read now, so that a refused value is said in one line
    except ImproperlyConfigured as error:
        print(f"Newsroom cannot start: {error}", file=sys.stderr)
        sys.exit(2)
    from newsroom.outages import outage_of

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:  # whatever it is, if it is of the machine it is said in one line
        if outage := outage_of(error):
            print(f"Broken off: {outage.for_commands}", file=sys.stderr)
        elif _lacks_migrations(error):
            print("The database is not prepared: run manage.py migrate first.", file=sys.stderr)
        else:
            raise
        sys.exit(2)


def _lacks_migrations(error: Exception) -> bool:
    from newsroom.health import lacks_migrations  # which no command needs until it fails

    return lacks_migrations(error)


if __name__ == "__main__":
    main()
