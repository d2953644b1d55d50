"""manage.py make_demo: people to try the site as, and what they said about the demo archive."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.management.demo_annotations import ensure_annotations

# Who, and the group whose rights they have; the admin has all rights without one.
PEOPLE = {"reader": "Reader", "annotator": "Annotator", "editor": "Editor", "admin": None}
ANNOTATIONS = settings.BASE_DIR / "fixtures" / "demo-annotations.toml"
STAFF = {"editor", "admin"}


class Command(BaseCommand):
    help = (
        "Make people to try the site as, one of each kind, with passwords that anyone can guess: "
        "only where DEBUG is on. Those who are there already stay as they are. Where the demo "
        "archive was imported, they have a codebook and have annotated some of it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="print nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The passwords of the demo users are known to everyone, so they are made only "
                "where DEBUG is on: set DEBUG=1 on a development machine.",
                returncode=2,
            )
        made = ensure_people()
        annotated = ensure_annotations(ANNOTATIONS)
        if options["quiet"]:
            return
        if annotated:
            self.stdout.write(f"Made {annotated} annotations of the demo archive.")
        self.stdout.write("Log in at /accounts/login/ with name and password:")
        for name in PEOPLE:
            known = "" if name in made else "   (unless changed: this account was there before)"
            self.stdout.write(f"  {name:<9}  {name:<9}{known}".rstrip())


@transaction.atomic
def ensure_people() -> set[str]:
    """Make the demo users that are missing. Returns their names."""
    there = set(User.objects.filter(username__in=PEOPLE).values_list("username", flat=True))
    missing = PEOPLE.keys() - there
    for name in missing:
        user = User.objects.create_user(
            name,
            email=f"{name}@newsroom.example",
            password=name,
            is_staff=name in STAFF,
            is_superuser=name == "admin",
        )
        if group := PEOPLE[name]:
            user.groups.add(Group.objects.get(name=group))
    return missing
