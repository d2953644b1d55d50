"""What the forms of the site send, for each address that takes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.actions.codebook import fingerprint
from tests.admin.posting import article_form
from tests.rights.world import World

Values = dict[str, Any]
CHOSEN = "_selected_action"


def body(world: World, name: str, target: str) -> Values:
    """What is posted to the address called `name` about the object called `target`."""
    target = target.partition("?")[0]
    row = None if target == "-" else getattr(world, target)
    return BODIES[name](world, row) if name in BODIES else {}


def _annotation(world: World, row: Any) -> Values:
    version = getattr(row, "version", 1)
    return {"tags": [], "note": "Changed", "visibility": "shared", "version": version}


def _bulk(action: str) -> Callable[[World, Any], Values]:
    return lambda world, row: {"action": action, CHOSEN: [row.pk], "apply": "1", "post": "yes"}


def _tag(world: World, row: Any) -> Values:
    return {"name": "Moment", "parent": "", "colour": "teal", "definition": "x"}


def _user(world: World, row: Any) -> Values:
    return {"username": "reader", "email": "", "first_name": "Changed", "is_active": "on"}


def _group(world: World, row: Any) -> Values:
    return {"name": "Readers of the paper", "permissions": []}


def _confirm(world: World, row: Any) -> Values:
    return {"post": "yes"}


def _occurrence(world: World, row: Any) -> Values:
    text = row.text
    start = text.index("wondered")
    place = f"{row.pk}:{start}:{start + len('wondered')}:{row.text_digest}"
    return {"place": [place], "tags": "Time", "note": "", "visibility": "shared"}


def _merge(world: World, row: Any) -> Values:
    return {
        "tag": [world.tag.pk, world.second_tag.pk],
        "seen": [f"{one.pk}:{fingerprint(one)}" for one in (world.tag, world.second_tag)],
        "into": world.tag.pk,
    }


BODIES: dict[str, Callable[[World, Any], Values]] = {
    "articles:annotate": lambda world, row: {"quote": "wondered", "tags": "Time", "note": "New"},
    "articles:annotation_edit": lambda world, row: {
        "version": row.version if hasattr(row, "version") else 1,
        "tags": "Time",
        "note": "Changed",
        "visibility": "shared",
    },
    "articles:annotation_move": lambda world, row: {
        "version": getattr(row, "version", 1),
        "start": 0,
        "end": 3,
    },
    "articles:annotation_reply": lambda world, row: {"note": "Answer"},
    "articles:occurrences": _occurrence,
    "articles:annotation_carry": lambda world, row: {"article": [world.other.pk]},
    "articles:annotations_bulk": lambda world, row: {
        "action": "tag",
        "row": [row.pk],
        "tags": "Fresh",
    },
    "articles:tag_new": lambda world, row: {"name": "Moment", "colour": "teal"},
    "articles:tag_edit": lambda world, row: {
        "name": "Moment",
        "colour": "teal",
        "seen": fingerprint(row),
    },
    "articles:tag_nest": lambda world, row: {"parent": world.second_tag.pk, "was": ""},
    "articles:tag_delete": lambda world, row: {"seen": fingerprint(row)},
    "articles:tags_merge": _merge,
    "articles:codebook_import": lambda world, row: {
        "file": SimpleUploadedFile("codebook.csv", b"name\nMoment\n"),
    },
    "articles:changes_decide": lambda world, row: {
        "decision": "place",
        "annotation": row.uid,
        "version": row.version,
        "start": 0,
        "end": 3,
    },
    "admin:articles_annotation_changelist": _bulk("delete_selected"),
    "admin:articles_annotation_change": _annotation,
    "admin:articles_annotation_delete": _confirm,
    "admin:articles_tag_changelist": _bulk("delete_selected"),
    "admin:articles_tag_add": _tag,
    "admin:articles_tag_change": _tag,
    "admin:articles_tag_delete": _confirm,
    "admin:articles_article_changelist": _bulk("delete_selected"),
    "admin:articles_article_add": lambda world, row: (
        article_form(world.article)
        | {"title": "New", "url": "", "source": world.source.pk, "authors": []}
    ),
    "admin:articles_article_change": lambda world, row: article_form(row, title="Changed"),
    "admin:articles_article_delete": _confirm,
    "admin:articles_article_preview": lambda world, row: {"body": "x", "article": row.pk},
    "admin:articles_source_changelist": _bulk("delete_selected"),
    "admin:articles_source_add": lambda world, row: {"name": "New"},
    "admin:articles_source_change": lambda world, row: {"name": "Changed"},
    "admin:articles_source_delete": _confirm,
    "admin:articles_author_changelist": _bulk("delete_selected"),
    "admin:articles_author_add": lambda world, row: {"name": "New"},
    "admin:articles_author_change": lambda world, row: {"name": "Changed"},
    "admin:articles_author_delete": _confirm,
    "admin:articles_revision_delete": _confirm,
    "admin:articles_activity_delete": _confirm,
    "admin:auth_user_changelist": _bulk("delete_selected"),
    "admin:auth_user_add": lambda world, row: {
        "username": "new",
        "usable_password": "false",
    },
    "admin:auth_user_change": _user,
    "admin:auth_user_delete": _confirm,
    "admin:auth_user_password_change": lambda world, row: {
        "usable_password": "true",
        "password1": "a long new secret",
        "password2": "a long new secret",
    },
    "admin:auth_group_changelist": _bulk("delete_selected"),
    "admin:auth_group_add": _group,
    "admin:auth_group_change": _group,
    "admin:auth_group_delete": _confirm,
    "admin:mfa_authenticator_changelist": _bulk("delete_selected"),
    "admin:mfa_authenticator_delete": _confirm,
}
