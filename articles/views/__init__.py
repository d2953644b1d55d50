"""Pages: fetch, check, call, respond."""

from __future__ import annotations

from articles.views.annotations import annotate, annotation, delete, edit, move, reply
from articles.views.bulk import annotations_bulk
from articles.views.carrying import carry_over
from articles.views.changes import article_changes, decide
from articles.views.codebook import codebook_tree, tag_edit, tag_nest, tag_new
from articles.views.codebook_file import codebook_export, codebook_import
from articles.views.codebook_removal import tag_delete, tags_merge
from articles.views.detail import article_detail
from articles.views.exports import annotations_export
from articles.views.feed import article_feed
from articles.views.listing import article_facets, article_list, article_names
from articles.views.log import activity_list, activity_undo, activity_undo_latest
from articles.views.marks import article_cards, article_marks, article_news
from articles.views.occurrences import article_occurrences
from articles.views.offers import tag_offers
from articles.views.passages import annotation_list
from articles.views.revisions import article_revision, article_revisions
from articles.views.tag import tag_detail

__all__ = [
    "activity_list",
    "activity_undo",
    "activity_undo_latest",
    "annotate",
    "annotation",
    "annotation_list",
    "annotations_bulk",
    "annotations_export",
    "article_cards",
    "article_changes",
    "article_detail",
    "article_facets",
    "article_feed",
    "article_list",
    "article_marks",
    "article_names",
    "article_news",
    "article_occurrences",
    "article_revision",
    "article_revisions",
    "carry_over",
    "codebook_export",
    "codebook_import",
    "codebook_tree",
    "decide",
    "delete",
    "edit",
    "move",
    "reply",
    "tag_delete",
    "tag_detail",
    "tag_edit",
    "tag_nest",
    "tag_new",
    "tag_offers",
    "tags_merge",
]
