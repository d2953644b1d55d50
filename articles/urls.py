"""The archive's addresses."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from articles import views

app_name = "articles"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="articles:list"), name="home"),
    path("articles/", views.article_list, name="list"),
    path("articles.atom", views.article_feed, name="feed"),
    path("articles/facets/", views.article_facets, name="facets"),
    path("articles/names/", views.article_names, name="names"),
    path("articles/<int:pk>/", views.article_detail, name="detail_short"),
    path("articles/<int:pk>/revisions/", views.article_revisions, name="revisions"),
    path("articles/<int:pk>/revisions/<int:number>/", views.article_revision, name="revision"),
    path("articles/<int:pk>/annotations/", views.annotate, name="annotate"),
    path("articles/<int:pk>/cards/", views.article_cards, name="cards"),
    path("articles/<int:pk>/marks/", views.article_marks, name="marks"),
    path("articles/<int:pk>/news/", views.article_news, name="news"),
    path("articles/<int:pk>/occurrences/", views.article_occurrences, name="occurrences"),
    path("articles/<int:pk>/<str:slug>/", views.article_detail, name="detail"),
    path("annotations/<uuid:uid>/", views.annotation, name="annotation"),
    path("annotations/<uuid:uid>/edit/", views.edit, name="annotation_edit"),
    path("annotations/<uuid:uid>/delete/", views.delete, name="annotation_delete"),
    path("annotations/<uuid:uid>/move/", views.move, name="annotation_move"),
    path("annotations/<uuid:uid>/reply/", views.reply, name="annotation_reply"),
    path("tags/offers/", views.tag_offers, name="tag_offers"),
    path("log/", views.activity_list, name="log"),
    path("log/undo/", views.activity_undo_latest, name="undo_latest"),
    path("log/<int:pk>/undo/", views.activity_undo, name="undo"),
]
