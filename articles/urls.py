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
    path("articles/<int:pk>/<str:slug>/", views.article_detail, name="detail"),
]
