"""The WSGI entry point: `granian --interface wsgi newsroom.wsgi:application`."""

from __future__ import annotations

import gc
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from newsroom.charset import Utf8Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
try:
    if not settings.ALLOWED_HOSTS and not settings.DEBUG:  # which commands do without
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set: set it to the names under which people ask for the site, "
            "such as news.example.org."
        )
    application = get_wsgi_application()
    application.request_class = Utf8Request
except ImproperlyConfigured as error:
    sys.exit(f"Newsroom cannot start: {error}")

# What is loaded by now stays for good: looking through it again and again for garbage would take a
# tenth of the time of large pages.
gc.collect()
gc.freeze()
