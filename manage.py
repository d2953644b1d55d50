#!/usr/bin/env python
"""Django's command-line entry point."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
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
