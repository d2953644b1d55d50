"""Pages: fetch, check, call, respond."""

from __future__ import annotations

from articles.views.annotations import annotate, annotation, delete, edit, reply
from articles.views.detail import article_detail
from articles.views.feed import article_feed
from articles.views.listing import article_facets, article_list, article_names
from articles.views.log import activity_list, activity_undo
from articles.views.revisions import article_revision, article_revisions

__all__ = [
    "activity_list",
    "activity_undo",
    "annotate",
    "annotation",
    "article_detail",
    "article_facets",
    "article_feed",
    "article_list",
    "article_names",
    "article_revision",
    "article_revisions",
    "delete",
    "edit",
    "reply",
]
