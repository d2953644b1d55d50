"""The archive's tables; one model and its QuerySet per module."""

from __future__ import annotations

from articles.models.activity import Activity
from articles.models.annotation import Annotation
from articles.models.article import Article
from articles.models.author import Author, Authorship
from articles.models.near_duplicate import Feature, NearDuplicate, Uncompared
from articles.models.revision import Revision
from articles.models.source import Source
from articles.models.tag import Tag

__all__ = [
    "Activity",
    "Annotation",
    "Article",
    "Author",
    "Authorship",
    "Feature",
    "NearDuplicate",
    "Revision",
    "Source",
    "Tag",
    "Uncompared",
]
