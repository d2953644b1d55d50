"""The tests; first of all, the environment in which they are run.

Django reads it once, when it starts. Only DATABASE_URL is left to whoever runs the tests.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
import pytest

for name in ("ALLOWED_HOSTS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "EMAIL_HOST"):
    os.environ.pop(name, None)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "SECRET_KEY": "a key that nothing but tests is signed with, and long enough",
    "DEBUG": "1",  # files without hashed names, http without redirects; pages run without it
    "PUBLIC_READING": "1",
    "STAFF_NEED_SECOND_FACTOR": "0",
}

# Assertions in shared modules tell what they compared, as those in tests do.
here = Path(__file__).parent
pytest.register_assert_rewrite(*(f"tests.{path.stem}" for path in here.iterdir()))
django.setup()
