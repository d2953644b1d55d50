"""People and articles to begin with."""

from __future__ import annotations

import datetime as dt

PASSWORD = "a password for this archive alone"
FIRST_DAY = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def populate(people: int, articles: int, *, paragraphs: int = 12) -> list[int]:
    """Make annotators called person0, person1 … and articles of some paragraphs; their keys."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group, User

    from articles.actions.articles import create

    group = Group.objects.get(name="Annotator")
    password = make_password(PASSWORD)  # slow on purpose: once for all
    for number in range(people):
        User.objects.create(username=f"person{number}", password=password).groups.add(group)
    return [
        create(
            title=f"Article {number}",
            url=f"https://harbour.example/{number}",
            published_at=FIRST_DAY + dt.timedelta(days=number),
            markup="plain",
            body="\n".join(paragraph(number, line) for line in range(paragraphs)),
        ).pk
        for number in range(articles)
    ]


def sessions() -> list[str]:
    """The keys of sessions in which person0, person1 … are logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    keys = []
    for user in User.objects.filter(username__startswith="person").order_by("pk"):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        keys.append(str(session.session_key))
    return keys


def paragraph(article: int, line: int) -> str:
    """A paragraph unlike any other, with a letter outside of the basic plane in it."""
    return (
        f"Paragraph {line} of article {article} says that ferry number {article * 1_000 + line} 🚢 "
        f"left the harbour at {line % 24} o'clock and met {article + line} gulls on her way."
    )
