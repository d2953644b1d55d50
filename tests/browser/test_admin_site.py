"""The admin's own pages, as a browser under the strict policy sees them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.examining import examine
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_admin_keeps_to_the_policy(page, log_in):
    admin = make_user("admin")
    article = make_article()
    log_in(page, admin)
    for address in (
        "/admin/",
        "/admin/articles/article/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/history/",
        f"/admin/articles/article/{article.pk}/delete/",
        "/admin/articles/article/add/",
        "/admin/articles/source/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        f"/admin/auth/user/{admin.pk}/change/",
        f"/admin/auth/user/{admin.pk}/password/",
        "/admin/auth/group/add/",
        "/admin/mfa/authenticator/",
    ):
        assert page.goto(address).status == 200
        page.wait_for_load_state("networkidle")


def test_the_admin_is_for_everybody(page, log_in):
    admin = make_user("admin")
    log_in(page, admin)
    for address in (
        "/admin/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        f"/admin/auth/user/{admin.pk}/change/",
        "/admin/auth/group/add/",
    ):
        page.goto(address)
        examine(page)


def test_logging_out_of_the_admin(page, log_in):
    log_in(page, make_user("admin"))
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
