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

# The names of the addresses that show the archive and change nothing: with PUBLIC_READING on these,
# and these alone, are open to a visitor without an account.
READING_PAGES = frozenset(
    {
        "articles:home",
        "articles:list",
        "articles:names",
        "articles:feed",
        "articles:facets",
        "articles:detail",
        "articles:detail_short",
        "articles:revision",
        "articles:revisions",
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
