"""The admin site: correcting what stands in the archive."""

from __future__ import annotations

from articles.admin.article import ArticleAdmin
from articles.admin.names import AuthorAdmin, SourceAdmin
from articles.admin.revision import RevisionAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "RevisionAdmin", "SourceAdmin"]
