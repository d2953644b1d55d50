"""Asking for an address as somebody, and what came of it in a word."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from tests.rights.addresses import address
from tests.rights.forms import body
from tests.rights.world import World, snapshot, taken_back

SCRIPT = {"accept": "application/json"}
LOGINS = ("/accounts/login/", "/admin/login/")


def ask(world: World, who: str, method: str, name: str, target: str, headers: Any = None) -> Any:
    """The response; `who` is one of the world's people, and `public` a visitor."""
    client = Client(raise_request_exception=False)
    person = world.people[who]
    settings.PUBLIC_READING = who == "public"
    if person.is_authenticated or person.pk:
        client.force_login(person)
    path = address(world, name, target)
    if method == "GET":
        return client.get(path, headers=headers)
    return client.post(path, body(world, name, target), headers=headers)


def outcome(
    world: World, who: str, method: str, name: str, target: str, headers: Any = None
) -> str:
    """What somebody gets, and nothing of it stays:

    - `ok` a page; `away` sent to another one; `done` something was changed;
    - `login` they must log in, in the admin as staff;
    - else the status of the refusal; `!` follows when something was changed all the same.
    """
    with taken_back():
        before = snapshot()
        response = ask(world, who, method, name, target, headers)
        changed = snapshot() != before
    status: int | str = response.status_code
    if status == 401 or (status == 302 and response["Location"].startswith(LOGINS)):
        status = "login"
    if status == "login" or status >= 400:
        return f"{status}!" if changed else str(status)
    if changed:
        return "done"
    return "away" if status in {301, 302} else "ok"
