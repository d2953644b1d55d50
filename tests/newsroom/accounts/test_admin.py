from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User

from tests.factories import make_user

pytestmark = pytest.mark.django_db

USERS = "/admin/auth/user/"
PASSWORD = "a gull on the quay"


@pytest.fixture
def manager():
    """Somebody on the staff who manages users, but is no superuser."""
    user = make_user("stranger", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__model="user", content_type__app_label="auth")
    )
    return user


def change(client, person, **values):
    data = {"username": person.username, "email": person.email, "is_active": "on"} | values
    return client.post(f"{USERS}{person.pk}/change/", data)


def test_an_account_is_made_and_given_its_rights(client):
    client.force_login(make_user("admin"))
    data = {"username": "ada", "email": "ada@newsroom.example", "usable_password": "true"}
    client.post(f"{USERS}add/", data | {"password1": PASSWORD, "password2": PASSWORD})
    ada = User.objects.get(username="ada")
    assert ada.check_password(PASSWORD)
    group = Group.objects.get(name="Annotator")
    response = change(client, ada, groups=[group.pk])
    assert response.status_code == 302
    assert ada.has_perm("articles.add_annotation")
    assert ada.email == "ada@newsroom.example"


def test_an_address_belongs_to_one_account(client):
    client.force_login(make_user("admin"))
    make_user(email="ada@newsroom.example")
    other = make_user()
    page = change(client, other, email="ADA@newsroom.example").content.decode()
    assert "Another account has this address." in page
    data = {"username": "eve", "email": "Ada@newsroom.example", "usable_password": "false"}
    page = client.post(f"{USERS}add/", data).content.decode()
    assert "Another account has this address." in page


def test_an_account_keeps_its_own_address_and_many_may_have_none(client):
    client.force_login(make_user("admin"))
    make_user(email="")
    for person in (make_user(email="ada@newsroom.example"), make_user(email="")):
        assert change(client, person, first_name="Ada").status_code == 302


def test_somebody_without_a_password_chooses_one_by_mail(client, mailoutbox):
    client.force_login(make_user("admin"))
    data = {"username": "ada", "email": "ada@newsroom.example", "usable_password": "false"}
    client.post(f"{USERS}add/", data)
    client.post("/accounts/logout/")
    client.post("/accounts/password/reset/", {"email": "ada@newsroom.example"})
    assert "/accounts/password/reset/key/" in mailoutbox[0].body


def test_a_manager_does_not_become_a_superuser(client, manager):
    client.force_login(manager)
    assert client.get(f"{USERS}{manager.pk}/change/").status_code == 200
    change(client, manager, is_superuser="on", is_staff="on", first_name="Max")
    manager.refresh_from_db()
    assert (manager.first_name, manager.is_superuser) == ("Max", False)


def test_a_manager_does_not_take_over_a_superuser(client, manager):
    admin = make_user("admin")
    client.force_login(manager)
    assert change(client, admin, email="max@newsroom.example").status_code == 403
    data = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(f"{USERS}{admin.pk}/password/", data).status_code == 403
    assert client.post(f"{USERS}{admin.pk}/delete/", {"post": "yes"}).status_code == 403
    admin.refresh_from_db()
    assert admin.check_password("password")


def test_keys_are_removed_but_their_secrets_not_shown(client):
    client.force_login(make_user("admin"))
    data = {"secret": "JBSWY3DPEHPK3PXP"}
    key = Authenticator.objects.create(user=make_user(), type="totp", data=data)
    address = f"/admin/mfa/authenticator/{key.pk}"
    page = client.get(f"{address}/change/").content.decode()
    assert "TOTP" in page
    assert "JBSWY3DPEHPK3PXP" not in page
    assert client.post(f"{address}/change/", {"data": "{}"}).status_code == 403
    client.post(f"{address}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "address", ["/admin/account/emailaddress/", "/admin/mfa/authenticator/add/"]
)
def test_what_the_admin_does_not_offer(client, address):
    client.force_login(make_user("admin"))
    assert client.get(address).status_code in {403, 404}
