"""Whether the site runs, for the machines that watch it."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@never_cache
@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type=PLAIN)


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration of this version; 503 otherwise. One query."""
    try:
        prepared = _is_migrated()
    except Error as error:
        if not lacks_migrations(error):
            return _unready("database")
        prepared = False
    if not prepared:
        return _unready("migrations")
    return HttpResponse("ok\n", content_type=PLAIN)


def lacks_migrations(error: BaseException) -> bool:
    """Whether an exception comes of a database that answers, but lacks what this version needs."""
    if not isinstance(error, Error):
        return False
    try:
        return not MigrationRecorder(connection).has_table() or not _is_migrated()
    except Error:
        return False


def _is_migrated() -> bool:
    applied = MigrationRecorder(connection).migration_qs.values_list("app", "name")
    return migrations_of_this_version() <= set(applied)


def _unready(what: str) -> HttpResponse:
    return HttpResponse(f"not ready: {what}\n", status=503, content_type=PLAIN)


@cache
def migrations_of_this_version() -> frozenset[tuple[str, str]]:
    """(app, name) of each migration on disk; read once, as code does not change under a process."""
    return frozenset(MigrationLoader(None).graph.nodes)
