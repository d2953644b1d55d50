"""The WSGI entry point: `granian --interface wsgi newsroom.wsgi:application`."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

# What is loaded by now stays for good: looking through it again and again for garbage would take a
# tenth of the time of large pages.
gc.collect()
gc.freeze()
