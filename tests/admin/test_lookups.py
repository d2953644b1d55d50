"""What the addresses of the admin's lists may ask for."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Activity, Annotation, Article, Author, Revision, Source, Tag
from tests.factories import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db

MODELS = (Activity, Annotation, Article, Author, Group, Revision, Source, Tag, User)
TOO_LONG = "9" * 19  # no column of any database holds it
PARAMETERS = (
    ("id", TOO_LONG),
    ("actor", TOO_LONG),
    ("article", TOO_LONG),
    ("author", TOO_LONG),
    ("groups", TOO_LONG),
    ("groups__id__exact", TOO_LONG),
    ("source", TOO_LONG),
    ("published_at__year", "-1"),
    ("made_at__year", TOO_LONG),
)


def address(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(("name", "value"), PARAMETERS)
def test_what_no_column_holds_is_no_fault_of_ours(client, model, name, value):
    make_annotation(article=make_article(), author=make_user("annotator"))
    client.force_login(make_user("admin"))
    response = client.get(address(model), {name: value})
    assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_link_of_a_filter_is_answered(client, model):
    admin_user = make_user("admin")
    make_annotation(article=make_article(), author=admin_user)
    client.force_login(admin_user)
    listed = client.get(address(model)).context["cl"]
    links = [
        choice["query_string"]
        for spec in listed.filter_specs
        for choice in spec.choices(listed)
        if "query_string" in choice
    ]
    for link in links:
        assert client.get(address(model) + link).status_code == HTTPStatus.OK, link


def test_every_list_of_the_admin_is_tried():
    own = {model for model in admin.site._registry if model._meta.app_label != "mfa"}
    assert own == set(MODELS)


@pytest.mark.parametrize("typed", ["a" * 60_000, "a " * 9_000], ids=["a word", "words"])
@pytest.mark.parametrize("name", ["q", "person", "verb", "tag"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_too_long_to_be_found_is_no_fault_of_ours(client, model, name, typed):
    make_annotation(article=make_article(), author=make_user("annotator"))
    client.force_login(make_user("admin"))
    response = client.get(address(model), {name: typed}, follow=True)
    assert response.status_code == HTTPStatus.OK
