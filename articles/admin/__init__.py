"""The admin site: correcting what stands in the archive."""

from __future__ import annotations

from articles.admin.activity import ActivityAdmin
from articles.admin.annotation import AnnotationAdmin
from articles.admin.article import ArticleAdmin
from articles.admin.names import AuthorAdmin, SourceAdmin
from articles.admin.revision import RevisionAdmin
from articles.admin.tag import TagAdmin

__all__ = [
    "ActivityAdmin",
    "AnnotationAdmin",
    "ArticleAdmin",
    "AuthorAdmin",
    "RevisionAdmin",
    "SourceAdmin",
    "TagAdmin",
]
