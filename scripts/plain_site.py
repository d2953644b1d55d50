"""The site as in production, but for its static files, which need not have been collected."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.conf import settings

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
settings.STATIC_ROOT = None
settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]

from newsroom.wsgi import application  # noqa: E402 - it reads the settings

__all__ = ["application"]
