"""Generated archives, and measurements on them. Not run by the tests."""

from __future__ import annotations
