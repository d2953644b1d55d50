"""Counts over very much, which each process keeps for two minutes (the cache `counts`)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import caches

Counts = TypeVar("Counts")


def kept_counts(state: Any, count: Callable[[], Counts]) -> Counts:
    """What `count` returns, or has returned for the same state.

    `state` names what is counted and all that it depends on: who sees it, and how far it has come.
    """
    key = hashlib.sha256(repr(state).encode()).hexdigest()
    kept: Counts | None = caches["counts"].get(key)
    if kept is None:
        kept = count()
        caches["counts"].set(key, kept)
    return kept
