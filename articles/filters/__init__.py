"""The filters of the lists: each FilterSet is the form of its page."""

from __future__ import annotations

from articles.filters.annotations import AnnotationFilter
from articles.filters.articles import ArticleFilter

__all__ = ["AnnotationFilter", "ArticleFilter"]
