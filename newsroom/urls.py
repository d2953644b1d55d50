"""The site's addresses."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from newsroom import health
from newsroom.accounts.views import admin_login

admin.site.site_title = admin.site.site_header = "Newsroom"
admin.site.login = admin_login  # type: ignore[method-assign]  # the site has one login

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("newsroom.accounts.urls")),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler429 = "newsroom.errors.too_many_requests"
handler500 = "newsroom.errors.server_error"
