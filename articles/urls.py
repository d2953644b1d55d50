"""The archive's addresses."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.views.generic import RedirectView

from articles import views

app_name = "articles"


class KeyConverter(IntConverter):
    """A number that a table's key can be: at a longer one there is nothing."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="articles:list"), name="home"),
    path("articles/", views.article_list, name="list"),
    path("articles.atom", views.article_feed, name="feed"),
    path("articles/facets/", views.article_facets, name="facets"),
    path("articles/names/", views.article_names, name="names"),
    path("articles/<key:pk>/", views.article_detail, name="detail_short"),
    path("articles/<key:pk>/changes/", views.article_changes, name="changes"),
    path("articles/<key:pk>/changes/decide/", views.decide, name="changes_decide"),
    path("articles/<key:pk>/revisions/", views.article_revisions, name="revisions"),
    path("articles/<key:pk>/revisions/<key:number>/", views.article_revision, name="revision"),
    path("articles/<key:pk>/annotations/", views.annotate, name="annotate"),
    path("articles/<key:pk>/cards/", views.article_cards, name="cards"),
    path("articles/<key:pk>/marks/", views.article_marks, name="marks"),
    path("articles/<key:pk>/news/", views.article_news, name="news"),
    path("articles/<key:pk>/occurrences/", views.article_occurrences, name="occurrences"),
    path("articles/<key:pk>/<str:slug>/", views.article_detail, name="detail"),
    path("annotations/", views.annotation_list, name="annotations"),
    path("annotations/bulk/", views.annotations_bulk, name="annotations_bulk"),
    path("annotations/export/<str:name>/", views.annotations_export, name="annotations_export"),
    path("annotations/<uuid:uid>/", views.annotation, name="annotation"),
    path("annotations/<uuid:uid>/edit/", views.edit, name="annotation_edit"),
    path("annotations/<uuid:uid>/carry/", views.carry_over, name="annotation_carry"),
    path("annotations/<uuid:uid>/delete/", views.delete, name="annotation_delete"),
    path("annotations/<uuid:uid>/move/", views.move, name="annotation_move"),
    path("annotations/<uuid:uid>/reply/", views.reply, name="annotation_reply"),
    path("tags/", views.codebook_tree, name="codebook"),
    path("tags/export/", views.codebook_export, name="codebook_export"),
    path("tags/import/", views.codebook_import, name="codebook_import"),
    path("tags/merge/", views.tags_merge, name="tags_merge"),
    path("tags/new/", views.tag_new, name="tag_new"),
    path("tags/<int:pk>/edit/", views.tag_edit, name="tag_edit"),
    path("tags/<int:pk>/delete/", views.tag_delete, name="tag_delete"),
    path("tags/<int:pk>/nest/", views.tag_nest, name="tag_nest"),
    path("tags/offers/", views.tag_offers, name="tag_offers"),
    path("tags/<str:slug>/", views.tag_detail, name="tag"),
    path("log/", views.activity_list, name="log"),
    path("log/undo/", views.activity_undo_latest, name="undo_latest"),
    path("log/<key:pk>/undo/", views.activity_undo, name="undo"),
]
