from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import Permission, User
from django.test import RequestFactory

from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashes(monkeypatch):
    """What was hashed so far: the work that makes a login take its time."""
    made = []
    kind = type(get_hasher())
    encode = kind.encode

    def counted(self, password, salt, *args, **kwargs):
        made.append(password)
        return encode(self, password, salt, *args, **kwargs)

    monkeypatch.setattr(kind, "encode", counted)
    return made


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "ada"},
        {"username": "nobody"},
        {"username": "ada@newsroom.example", "email": "ada@newsroom.example"},
        {"username": "nobody@newsroom.example", "email": "nobody@newsroom.example"},
        {"username": "closed"},
        {"username": "open", "email": "open"},
    ],
)
def test_every_refusal_costs_one_hash(hashes, credentials):
    make_user(username="ada", email="ada@newsroom.example")
    make_user(username="closed", is_active=False)
    make_user(username="open").set_unusable_password()
    hashes.clear()
    assert authenticate(RequestFactory().post("/"), password="wrong", **credentials) is None
    assert len(hashes) == 1


def test_a_replaced_address_opens_nothing(client):
    user = make_user(username="ada", email="old@newsroom.example")
    credentials = {"username": "old@newsroom.example", "password": "password"}
    assert authenticate(RequestFactory().post("/"), **credentials) == user
    user.email = "new@newsroom.example"
    user.save()
    assert authenticate(RequestFactory().post("/"), **credentials) is None


def test_without_a_password_nobody_is_let_in():
    make_user(username="ada").set_password("")
    assert authenticate(RequestFactory().post("/"), username="ada", password="") is None


def test_rights_are_ones_own_and_those_of_ones_groups_asked_for_once(count_queries):
    user = make_user("annotator")
    user.user_permissions.add(Permission.objects.get(codename="view_revision"))
    plain = ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))
    fresh = User.objects.get(pk=user.pk)
    assert count_queries(fresh.get_all_permissions) == 1
    assert fresh.get_all_permissions() == plain
    assert "articles.view_revision" in plain
    assert fresh.has_perm("articles.add_annotation")


@pytest.mark.parametrize("kind", ["stranger", "admin"])
def test_rights_of_the_extremes_are_djangos(kind):
    user = make_user(kind)
    assert user.get_all_permissions() == ModelBackend().get_all_permissions(user)
    assert not make_user(kind, is_active=False).get_all_permissions()
