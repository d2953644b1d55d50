"""Who may read, annotate and edit: asked by everything that shows or changes the archive.

The answers come from Django's permissions, which the groups Reader, Annotator and Editor hold, and
from the setting PUBLIC_READING. Which annotations of others a person sees is another question:
see `AnnotationQuerySet.visible_to`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from articles.models import Activity, Annotation

# The names of the addresses that show the archive and change nothing: with PUBLIC_READING on these,
# and these alone, are open to a visitor without an account.
READING_PAGES = frozenset(
    {
        "articles:annotation",
        "articles:annotations",
        "articles:annotations_export",
        "articles:changes",
        "articles:cards",
        "articles:marks",
        "articles:news",
        "articles:codebook",
        "articles:codebook_export",
        "articles:home",
        "articles:list",
        "articles:names",
        "articles:feed",
        "articles:facets",
        "articles:detail",
        "articles:detail_short",
        "articles:revision",
        "articles:revisions",
        "articles:tag",
        "articles:tag_offers",
    }
)


def may_read(user: User | AnonymousUser) -> bool:
    """Whether they may see articles and shared annotations."""
    return bool(settings.PUBLIC_READING) or user.has_perm("articles.view_article")


def may_annotate(user: User | AnonymousUser) -> bool:
    """Whether they may say something about an article, and change or delete what they said."""
    return user.has_perm("articles.add_annotation")


def may_edit(user: User | AnonymousUser) -> bool:
    """Whether they may change articles, and with them sources, authors and the codebook."""
    return user.has_perm("articles.change_article")


def may_change(user: User | AnonymousUser, annotation: Annotation) -> bool:
    """Whether they may change or delete it: their own or, if they are editors, a shared one."""
    if annotation.author_id == user.pk:
        return may_annotate(user)
    return annotation.visibility == "shared" and may_edit(user)


def may_code(user: User | AnonymousUser) -> bool:
    """Whether they may make tags; changing the codebook is for editors (`may_edit`)."""
    return user.has_perm("articles.add_tag")


def may_undo(user: User | AnonymousUser, entry: Activity) -> bool:
    """Whether they may undo what they did: with the rights that they have now."""
    if entry.actor_id != user.pk or not may_annotate(user):
        return False
    if entry.object_type == "tag":
        return entry.verb == "make tag" or may_edit(user)
    return may_edit(user) or not _is_about_others(user, entry)


def _is_about_others(user: User | AnonymousUser, entry: Activity) -> bool:
    """Whether it changed what others wrote; replies go with what they answer."""
    states = [state for state in (*entry.before.values(), *entry.after.values()) if state]
    changed = {*entry.before, *entry.after}
    return any(
        state["author_id"] != user.pk and f"annotation:{state['reply_to_id']}" not in changed
        for state in states
        if "author_id" in state
    )
