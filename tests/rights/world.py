"""A small archive with one of everything that rights are about, and the people who ask."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.cache import caches
from django.db import models, transaction

from articles.actions.annotations import annotate, delete, edit, reply, retag
from articles.actions.articles import revise
from articles.models import Activity, Annotation, Article, Revision
from tests.factories import make_article, make_tag, make_user

VISITOR = AnonymousUser()
PEOPLE = ("stranger", "reader", "author", "colleague", "desk", "editor", "admin", "closed")
KINDS = {
    "author": "annotator",  # of everything in the table that has no other
    "colleague": "annotator",
    "desk": "annotator",  # with staff status
    "closed": "editor",  # not active any more
}
BODY = "The ferry left at noon.\nIt came back late.\nNobody wondered at the harbour."


@dataclass
class World:
    """Objects and people by the names that the table gives them."""

    objects: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["objects"].get(name) or self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_world() -> World:
    """What is private stands last: nothing else is numbered after it."""
    world = World()
    people, objects = world.people, world.objects
    for name in PEOPLE:
        people[name] = make_user(KINDS.get(name, name), username=name)
    User.objects.filter(username="desk").update(is_staff=True)
    User.objects.filter(username="closed").update(is_active=False)
    people["visitor"] = people["public"] = VISITOR
    author, colleague, editor = people["author"], people["colleague"], people["editor"]

    article = make_article(title="Ferry", body="First.\n" + BODY, authors=["Ada Tern"])
    objects["article"] = article = revise(article=article, body=BODY, by=editor, reason="Shorter")
    objects["other"] = make_article(
        title="Calm", body=BODY, source="Other Post", duplicate_of=article
    )
    objects["revision"] = Revision.objects.get()
    objects["source"], objects["byline"] = article.source, article.authors.get()
    objects["free_source"] = type(article.source).objects.create(**_name("Free"))
    objects["tag"], objects["second_tag"] = make_tag("Time"), make_tag("Hour")
    objects["rare_tag"] = make_tag("Rare")
    objects["shared"] = say(article, author, "noon", tags=["Time"], note="Late for all")
    objects["answer"] = reply(to=objects["shared"], author=colleague, note="Indeed")
    objects["theirs"] = say(article, colleague, "harbour", tags=["Hour"])
    objects["gone"] = say(article, author, "late", tags=["Hour"])
    delete(annotations=[objects["gone"]], by=author)
    objects["entry"] = Activity.objects.get(verb="delete", object_id=objects["gone"].pk)
    objects["account"], objects["group"] = people["reader"], Group.objects.get(name="Reader")
    objects["key"] = Authenticator.objects.create(
        user=people["reader"], type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    objects["nothing"] = _Nothing()
    keep_private(world)
    return world


def keep_private(world: World) -> None:
    """All that an author may do in private, each thing once at least."""
    author = world.author
    row = say(
        world.article,
        author,
        "ferry left",
        tags=["Rare", "Time"],
        note="Secret thought",
        visibility="private",
    )
    answer = reply(to=row, author=author, note="Secret second thought")
    edit(annotation=row, by=author, version=1, note="Secret third thought")
    retag(annotations=[row], by=author, add=[world.second_tag])
    lost = say(world.article, author, "came back", note="Secret", visibility="private")
    Annotation.objects.filter(pk=lost.pk).update(
        state="lost", changed_in=Activity.objects.latest("pk")
    )
    whole = annotate(
        article=world.other,
        author=author,
        start=None,
        end=None,
        note="Secret of the whole",
        tags=["Rare"],
        visibility="private",
    )
    dropped = say(world.other, author, "noon", note="Secret", visibility="private")
    delete(annotations=[dropped], by=author)
    row = Annotation.objects.get(pk=row.pk)
    world.objects |= {"private": row, "private_answer": answer, "lost": lost, "whole": whole}
    world.objects["private_entry"] = Activity.objects.get(verb="retag", object_id=row.pk)


def say(article: Article, author: User, quote: str, **values: Any) -> Annotation:
    start = article.text.index(quote)
    return annotate(article=article, author=author, start=start, end=start + len(quote), **values)


def forget_private() -> None:
    """As if nobody had kept anything private."""
    hidden = '"visibility": "private"'
    doomed = [
        entry.pk
        for entry in Activity.objects.all()
        if hidden in json.dumps([entry.before, entry.after])
    ]
    Annotation.objects.filter(visibility="private").update(changed_in=None)
    Activity.objects.filter(pk__in=doomed).delete()
    Annotation.objects.filter(visibility="private", reply_to__isnull=False).delete()
    Annotation.objects.filter(visibility="private").delete()


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done within is as if it had not been."""
    caches["counts"].clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    caches["counts"].clear()


def snapshot() -> str:
    """All rows that requests may not change without a right, as text."""
    found = [
        model
        for label in ("articles", "auth", "mfa")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return repr(
        [
            (
                model._meta.label,
                sorted(map(repr, model._default_manager.values_list(*_columns(model)))),
            )
            for model in found
        ]
    )


def _columns(model: type[models.Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields if one.name != "last_login"]


def _name(name: str) -> dict[str, Any]:
    return {"name": name, "slug": name.casefold(), "key": name.casefold()}


class _Nothing:
    """What is not in the archive, by any of its names."""

    pk = 999_999
    uid = uuid.UUID(int=7)
    slug = "nothing"
